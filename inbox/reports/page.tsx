/** The numbers of one's sites: what to look at, of when and of whom, and below it what was answered. */
import { systemClock } from '@touchline/shared/clock.ts';
import { useEffect, useMemo } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';
import { About } from './about.tsx';
import { Filters } from './filters.tsx';
import { ReportsModel } from './model.ts';
import { reportRequests } from './requests.ts';
import { Shown } from './shown.tsx';
import { Ways } from './ways.tsx';
import './reports.css';
import './print.css';

export function ReportsPage({ session }: { session: Session; desk: Desk | null }) {
  const reports = useMemo(() => new ReportsModel({ session, requests: reportRequests, clock: systemClock }), [session]);
  useEffect(() => () => reports[Symbol.dispose](), [reports]);

  return (
    <main class="reports" data-part="reports-page" data-busy={reports.busy.value}>
      <header class="reports-head">
        <h1>{t(reports.isOwn.value ? 'reports.own' : 'reports')}</h1>
        <button class="button" type="button" onClick={() => print()}>
          {t('reports.print')}
        </button>
      </header>
      {reports.known.value.length === 0 ? (
        <p>{t('reports.noSites')}</p>
      ) : (
        <>
          <Ways reports={reports} />
          <Filters reports={reports} />
          <About reports={reports} />
          <Shown reports={reports} />
        </>
      )}
    </main>
  );
}
