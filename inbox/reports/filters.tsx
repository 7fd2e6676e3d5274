/** Of when, and of whom: the period stands open, what narrows is behind one press, with what is on beside it. */

import { Icon } from '../icons.tsx';
import { t } from '../office/words.ts';
import type { Filter } from './asked.ts';
import { UNFILTERED } from './asked.ts';
import { FilterFields } from './filter-fields.tsx';
import { filterText } from './filter-text.ts';
import type { Reports } from './model.ts';
import { CompareChoice, PeriodChoice } from './period-choice.tsx';
import './filters.css';

export function Filters({ reports }: { reports: Reports }) {
  if (reports.asked.value.view === 'digest') return null;
  const on = reports.filters.value;
  return (
    <div class="report-filters" data-part="reports-filters">
      <PeriodChoice reports={reports} />
      <details class="filter-door">
        <summary class="button" data-part="filters-open">
          <Icon name="narrow" />
          {on.length > 0 ? t('reports.filters.on', { count: on.length }) : t('reports.filters')}
        </summary>
        <FilterFields reports={reports} />
      </details>
      {reports.asked.value.view !== 'hours' && <CompareChoice reports={reports} />}
      {on.length > 0 && (
        <ul class="filter-chips">
          {on.map((filter) => (
            <li key={filter}>
              <Chip reports={reports} filter={filter} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Chip({ reports, filter }: { reports: Reports; filter: Filter }) {
  const text = filterText(filter, reports);
  return (
    <button
      class="filter-chip"
      type="button"
      data-filter={filter}
      aria-label={t('list.narrow.off', { what: text })}
      onClick={() => reports.ask({ [filter]: UNFILTERED[filter] })}
    >
      <bdi>{text}</bdi> <span aria-hidden="true">×</span>
    </button>
  );
}
