/** A table as a file. The relay makes it; here it is told what columns and rows are called by their reader. */
import type { ReportTable } from '@touchline/shared/reports.ts';
import { t } from '../office/words.ts';
import { tOr } from '../words.ts';
import type { Question } from './questions.ts';
import { csvHref } from './requests.ts';
import { partName } from './series.ts';
import { partsOf } from './told.ts';
import { rowName } from './values.ts';

type Props = { question: Question; table: ReportTable; title: string };

export function CsvLink({ question, table, title }: Props) {
  const { from, to } = table.range;
  const asked = { ...question, metrics: question.metrics.filter((metric) => table.metrics.includes(metric)) };
  return (
    <a
      class="button csv"
      data-part="csv"
      href={csvHref(asked, wordsOf(asked, table))}
      download={`touchline-${question.by}-${from}-${to}.csv`}
      aria-label={t('reports.csv.of', { table: title })}
    >
      {t('reports.csv')}
    </a>
  );
}

/** Days and names stay as they are; an address has only so much room. */
function wordsOf({ metrics }: Question, { by, rows }: ReportTable): Record<string, string> {
  const columns = metrics.flatMap((metric) =>
    partsOf(metric).map((part) => [
      `${metric}.${part}`,
      `${tOr(`reports.metric.${metric}`, metric)}, ${partName(metric, part).toLowerCase()}`,
    ]),
  );
  const isWord = by === 'topic' || by === 'language' || by === 'handled-by';
  const keys = isWord ? rows.map((row) => [row.key, rowName(by, row)]) : [];
  const itself = by === 'site' || by === 'operator';
  return Object.fromEntries([
    ['key', itself ? 'id' : t(`reports.row.${by}`)],
    ...(itself ? [['name', t(`reports.row.${by}`)]] : []),
    ['total', t('reports.total')],
    ...columns,
    ...keys,
  ]);
}
