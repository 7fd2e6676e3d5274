import { systemClock } from '@touchline/shared/clock.ts';
import type { Person } from '@touchline/shared/staff.ts';
import { listed } from '../locale/lists.ts';
import { t } from '../office/words.ts';
import { hrefOf } from '../router.ts';
import { dayTime, duration, languageName } from '../when.ts';
import { tOr } from '../words.ts';
import type { People } from './model.ts';

export function PersonRow({ person, people }: { person: Person; people: People }) {
  const { id, name, email, isDisabled, hasSecondFactor, load, capacity } = person;
  return (
    <tr data-part="person" data-person={id} data-disabled={isDisabled ? '' : undefined}>
      <th scope="row">
        {person.reach === 'nothing' ? (
          <bdi>{name}</bdi>
        ) : (
          <button class="person-open" type="button" onClick={() => people.open(id)}>
            <bdi>{name}</bdi>
          </button>
        )}
        {person.isOwner && <span class="mark">{t('people.owner')}</span>}
        {isDisabled && <span class="mark bad">{t('people.disabled')}</span>}
        {email && <span class="soft">{email}</span>}
        {person.roles.length > 0 && (
          <a
            class="person-numbers"
            href={hrefOf({ page: 'reports', rest: `?operator=${id}` })}
            aria-label={t('reports.of', { name })}
          >
            {t('reports.of.short')}
          </a>
        )}
      </th>
      <td data-short data-label={t('people.column.role')}>
        <Roles person={person} people={people} />
      </td>
      <td data-label={t('people.column.languages')}>
        <span>{spoken(person) || <span class="soft">{t('people.languages.none')}</span>}</span>
        <span class="soft">
          {person.topics === null ? t('team.allTopics') : listed(person.topics.map((one) => tOr(`topic.${one}`, one)))}
        </span>
      </td>
      <td data-short data-label={t('people.column.capacity')}>
        {t('presence.load', { load, capacity })}
      </td>
      <td data-label={t('people.column.presence')}>
        <span>{t(`presence.${person.presence}`)}</span>
        <span class="soft">{person.presence === 'offline' && seen(person)}</span>
      </td>
      {people.mayInvite.value && (
        <td data-label={t('people.column.factor')}>
          {hasSecondFactor !== null && (
            <span class={hasSecondFactor ? undefined : 'soft'}>{t(hasSecondFactor ? 'people.on' : 'people.off')}</span>
          )}
        </td>
      )}
    </tr>
  );
}

function Roles({ person, people }: { person: Person; people: People }) {
  const sites = people.staff.value?.sites ?? [];
  return (
    <ul>
      {person.roles.map(({ site, role }) => (
        <li key={site}>
          {t(`people.role.${role}`)}
          {sites.length > 1 && (
            <span class="soft">
              {' · '}
              <bdi>{sites.find(({ id }) => id === site)?.name}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function spoken({ languages }: Person): string {
  return listed(
    Object.entries(languages).map(([tag, level]) => `${languageName(tag)} (${tOr(`level.${level}`, level)})`),
  );
}

function seen({ seenAt }: Person): string {
  if (seenAt === null) return t('people.never');
  const since = systemClock.now() - seenAt;
  return since < 60_000
    ? t('people.seen.now')
    : since < 86_400_000
      ? t('people.seen.ago', { time: duration(since) })
      : t('people.seen', { time: dayTime(seenAt) });
}
