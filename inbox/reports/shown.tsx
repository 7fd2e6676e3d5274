/** What was answered, as the view has it; or that it is still coming, could not be had, or that there is nothing. */
import type { ReportTable } from '@touchline/shared/reports.ts';
import type { JSX } from 'preact';
import { t } from '../office/words.ts';
import { UNFILTERED, USUAL, type View } from './asked.ts';
import { Breakdown } from './breakdown.tsx';
import { DigestView } from './digest.tsx';
import { HoursView } from './hours.tsx';
import { LoadView } from './load.tsx';
import type { Reports, ViewProps } from './model.ts';
import { Overview } from './overview.tsx';

export function Shown({ reports }: { reports: Reports }) {
  const problem = reports.problem.value;
  const answer = reports.answer.value;
  if (problem) return <Failed reports={reports} problem={problem} />;
  if (!answer || answer.asked.view !== reports.asked.value.view) {
    return (
      <p class="soft reports-loading" role="status" data-part="reports-loading">
        {t('reports.loading')}
      </p>
    );
  }
  const [table] = answer.tables;
  if (table && isEmpty(table)) return <Nothing reports={reports} />;
  const Shape = SHAPES[answer.asked.view] ?? Breakdown;
  return (
    <div class="reports-body" data-part={`report-${answer.asked.view}`} aria-busy={reports.busy.value}>
      <Shape reports={reports} answer={answer} />
    </div>
  );
}

const SHAPES: Partial<Record<View, (props: ViewProps) => JSX.Element | null>> = {
  overview: Overview,
  hours: HoursView,
  load: LoadView,
  digest: DigestView,
};

/** By time there are rows without anything. */
function isEmpty({ total }: ReportTable): boolean {
  return Object.values(total).every((figure) => (figure.kind === 'load' ? !figure.max : figure.count === 0));
}

function Nothing({ reports }: { reports: Reports }) {
  const isNew = reports.asked.value.period === '90d' && reports.filters.value.length === 0;
  return (
    <section class="reports-nothing" data-part="reports-nothing">
      <h2>{t(isNew ? 'reports.empty.new' : 'reports.empty')}</h2>
      <p class="soft">{t(isNew ? 'reports.empty.new.text' : 'reports.empty.text')}</p>
      {!isNew && (
        <button class="button" type="button" onClick={() => reports.ask({ ...UNFILTERED, period: '90d', own: null })}>
          {t('reports.empty.longer')}
        </button>
      )}
    </section>
  );
}

function Failed({ reports, problem }: { reports: Reports; problem: string }) {
  const isRefused = problem === 'bad-request' || problem === 'not-found' || problem === 'forbidden';
  return (
    <section class="reports-nothing" role="alert" data-part="reports-failed">
      <p>{t(isRefused ? 'reports.refused' : problem === 'offline' ? 'unreachable' : 'reports.failed')}</p>
      <button
        class="button"
        type="button"
        onClick={() => (isRefused ? reports.ask({ ...UNFILTERED, period: USUAL.period, own: null }) : reports.again())}
      >
        {t(isRefused ? 'reports.filters.none' : 'tryAgain')}
      </button>
    </section>
  );
}
