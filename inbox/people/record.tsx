/** What administrators and others have done on a site, newest first, for its administrators to read. */
import { useSignal } from '@preact/signals';
import type { AuditEntry } from '@touchline/shared/staff.ts';
import { useEffect, useMemo } from 'preact/hooks';
import { createAttempts } from '../office/attempts.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';
import { dayTime, languageName } from '../when.ts';
import { tOr } from '../words.ts';
import { detailsOf } from './acts.ts';
import { Complaint } from './complaint.tsx';
import { peopleRequests } from './requests.ts';
import { SiteChoice } from './site-choice.tsx';
import './record.css';

export function ActsRecord({ session }: { session: Session }) {
  const sites = session.who.value?.sites.filter(({ role }) => role === 'admin') ?? [];
  const chosen = useSignal(sites[0]?.id);
  const entries = useSignal<readonly AuditEntry[]>([]);
  const next = useSignal<string | null>(null);
  const attempts = useMemo(createAttempts, []);

  const more = (site: string, before: string | null) =>
    attempts.attempt(async () => {
      const page = await peopleRequests.audit(site, before);
      if (chosen.value !== site) return;
      entries.value = before ? [...entries.value, ...page.entries] : page.entries;
      next.value = page.next;
    });
  useEffect(() => {
    if (chosen.value) void more(chosen.value, null);
  }, [chosen.value]);

  if (!chosen.value) return <p class="soft">{t('record.none')}</p>;
  return (
    <>
      <p class="soft">{t('record.text')}</p>
      <SiteChoice sites={sites} chosen={chosen.value} choose={(id) => (chosen.value = id)} />
      <ol class="record" data-part="record">
        {entries.value.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      <Complaint problem={attempts.problem.value} />
      {next.value && (
        <button
          class="button"
          type="button"
          data-part="record-more"
          disabled={attempts.busy.value}
          onClick={() => chosen.value && void more(chosen.value, next.value)}
        >
          {t('record.more')}
        </button>
      )}
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const details = detailsOf(entry.about, inWords);
  return (
    <li data-part="act">
      <time class="soft" dateTime={new Date(entry.at).toISOString()}>
        {dayTime(entry.at)}
      </time>
      <div>
        <p>
          <strong>
            <bdi>{entry.by?.name ?? t('record.server')}</bdi>
          </strong>{' '}
          <span>{tOr(`act.${entry.act}`, entry.act)}</span>
        </p>
        {details.length > 0 && (
          <ul class="soft">
            {details.map(({ name, before, after }) => (
              <li key={name}>
                {tOr(`act.about.${name}`, name)}: {before !== null && <bdi>{before} → </bdi>}
                <bdi>{after}</bdi>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function inWords(name: string, value: string | boolean): string {
  if (typeof value === 'boolean') return t(value ? 'people.on' : 'people.off');
  switch (name) {
    case 'role':
    case 'secondFactorFor':
      return tOr(`people.role.${value}`, value);
    case 'topics':
      return tOr(`topic.${value}`, value);
    case 'languages':
      return tOr(`level.${value}`, languageName(value));
    default:
      return value;
  }
}
