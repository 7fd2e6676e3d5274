/** Everybody who answers: whether they are there and since when, how much they have, what they speak and know. */
import { useSignal } from '@preact/signals';
import type { TeamMember } from '@touchline/shared/people.ts';
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { listed } from '../locale/lists.ts';
import { t } from '../page-words.ts';
import { duration, languageName } from '../when.ts';
import { tOr } from '../words.ts';
import { inTeamOrder, isHere, type TeamOrder } from './colleagues.ts';
import { PresenceDot } from './dot.tsx';
import './team.css';

const MINUTE_MS = 60_000;

const COLUMNS: readonly { name: 'name' | 'presence' | 'load' | 'languages' | 'topics'; order?: TeamOrder }[] = [
  { name: 'name', order: 'name' },
  { name: 'presence', order: 'presence' },
  { name: 'load', order: 'load' },
  { name: 'languages' },
  { name: 'topics' },
];

export function Team({ desk }: { desk: Desk }) {
  return (
    <Dialog shown={desk.teamShown.value} title={t('team')} class="team" close={() => desk.showTeam(false)}>
      <Table desk={desk} />
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => desk.showTeam(false)}>
          {t('close')}
        </button>
      </div>
    </Dialog>
  );
}

function Table({ desk }: { desk: Desk }) {
  const order = useSignal<TeamOrder>(desk.me.value.role === 'operator' ? 'presence' : 'load');
  const members = inTeamOrder(desk.presence.members.value.values(), order.value);
  const here = members.filter(isHere);
  const load = here.reduce((sum, member) => sum + member.load, 0);
  const capacity = here.reduce((sum, member) => sum + member.capacity, 0);
  return (
    <>
      <p class="soft">{t('team.sum', { count: here.length, of: members.length, load, capacity })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section class="team-rows" tabIndex={0} aria-label={t('team')}>
        <table data-part="team-table">
          <thead>
            <tr>
              {COLUMNS.map(({ name, order: by }) => (
                <th key={name} scope="col" aria-sort={by && by === order.value ? 'descending' : undefined}>
                  {by ? (
                    <button type="button" onClick={() => (order.value = by)}>
                      {t(`team.${name}`)}
                    </button>
                  ) : (
                    t(`team.${name}`)
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {members.map((member) => (
              <Member key={member.id} member={member} desk={desk} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Member({ member, desk }: { member: TeamMember; desk: Desk }) {
  const { id, name, role, presence, since, load, capacity, languages, topics } = member;
  return (
    <tr data-member={id} data-here={isHere(member)}>
      <th scope="row">
        <bdi>{name}</bdi>
        {id === desk.me.value.id && <span class="soft">{` ${t('team.you')}`}</span>}
        {role !== 'operator' && <span class="soft team-role">{t(`team.${role}`)}</span>}
      </th>
      <td>
        <span class="team-presence">
          <PresenceDot presence={presence} />
          {t(`presence.${presence}`)}
        </span>
        <span class="soft">{sinceWords(desk.now.value - since)}</span>
      </td>
      <td class="team-load">
        <span>{t('presence.load', { load, capacity })}</span>
        <meter min={0} max={Math.max(capacity, 1)} value={load} aria-hidden="true" />
      </td>
      <td>
        {Object.entries(languages).map(([language, level]) => (
          <span class="team-language" key={language}>
            {languageName(language)} <span class="soft">{t(`level.${level}`)}</span>
          </span>
        ))}
      </td>
      <td>{topics ? listed(topics.map((one) => tOr(`topic.${one}`, one))) : t('team.allTopics')}</td>
    </tr>
  );
}

function sinceWords(ms: number): string {
  return ms < MINUTE_MS ? t('team.justNow') : t('team.since', { time: duration(ms) });
}
