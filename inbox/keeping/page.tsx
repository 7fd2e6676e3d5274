/** What a site holds about one player, and what it may do with that; how long it keeps things; what was done so far. */
import { useEffect, useMemo } from 'preact/hooks';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';
import { Acts } from './acts.tsx';
import { Ahead } from './ahead.tsx';
import { Backups } from './backups.tsx';
import { Erasing } from './erasing.tsx';
import { Finding } from './finding.tsx';
import { KeepingModel } from './model.ts';
import { keepingRequests } from './requests.ts';
import { save } from './saving.ts';
import './keeping.css';

export function KeepingPage({ session }: { session: Session }) {
  const keeping = useMemo(() => new KeepingModel({ session, requests: keepingRequests, save }), [session]);
  useEffect(() => {
    void keeping.load();
    return () => keeping[Symbol.dispose]();
  }, [keeping]);

  const { sites, site, report } = keeping;
  return (
    <main class="keeping" data-part="keeping-page">
      <header class="keeping-head">
        <h1>{t('keeping')}</h1>
        {sites.value.length > 1 && (
          <select
            class="input keeping-site"
            aria-label={t('keeping.site')}
            value={site.value?.id}
            onChange={(event) => void keeping.chooseSite(event.currentTarget.value)}
          >
            {sites.value.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </header>
      {site.value ? <Finding keeping={keeping} /> : <p>{t('problem.forbidden')}</p>}
      {report.value && site.value && <Ahead report={report.value} site={site.value.key} />}
      {report.value && <Acts acts={report.value.acts} />}
      <Backups />
      <Erasing keeping={keeping} />
    </main>
  );
}
