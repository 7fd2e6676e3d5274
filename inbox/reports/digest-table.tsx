/** The topics of a week, with what is usual for them and whether they rose; each the way to the report of it alone. */
import type { Digest, DigestTopic, ReportTable } from '@touchline/shared/reports.ts';
import { t } from '../office/words.ts';
import { metricColumns, nameColumn, type Row } from './columns.tsx';
import { type Column, DataTable } from './table.tsx';
import { OF_DIGEST } from './told.ts';
import { NOTHING, tenthOf } from './values.ts';

type TopicRow = Row & Pick<DigestTopic, 'usual' | 'trend'>;

export function DigestTable({ digest, hrefOf }: { digest: Digest; hrefOf(topic: string): string }) {
  const table = digestAsTable(digest);
  const [started, ...others] = metricColumns(OF_DIGEST, table);
  const columns: Column<TopicRow>[] = [
    nameColumn(table, hrefOf),
    ...(started ? [started] : []),
    {
      ...{ id: 'usual', label: t('reports.usual') },
      value: ({ usual }) => usual,
      show: ({ usual }) => (usual === null ? NOTHING : tenthOf(usual)),
    },
    {
      ...{ id: 'trend', label: t('reports.trend') },
      value: ({ trend }) => ['unknown', 'fell', 'steady', 'rose'].indexOf(trend),
      show: ({ trend }) => <span data-trend={trend}>{t(`reports.trend.${trend}`)}</span>,
    },
    ...others,
  ];
  return (
    <DataTable
      label={t('reports.topics')}
      part="digest-table"
      columns={columns}
      rows={digest.topics.map(rowOf)}
      keyOf={({ key }) => key}
      total={{ ...rowOf(digest.total), key: 'total' }}
    />
  );
}

const rowOf = ({ topic, figures, usual, trend }: DigestTopic): TopicRow => ({
  ...{ key: topic, name: null, figures, usual, trend },
});

/** The same figures in the shape that all other tables have. */
export function digestAsTable({ range, topics, total, zone, complete }: Digest): ReportTable {
  return {
    ...{ by: 'topic', clock: 'elapsed', metrics: [...OF_DIGEST], zone, hasHours: false, complete, range },
    ...{ total: total.figures, rows: topics.map(rowOf), previous: null },
  };
}
