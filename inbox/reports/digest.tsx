/** A week of one brand by topic: what rose, how each topic went, and what players wrote about it. */
import type { DigestTopic } from '@touchline/shared/reports.ts';
import { t } from '../office/words.ts';
import { ZoneWay } from '../office/zone-way.tsx';
import { Choice } from './choice.tsx';
import { Comments } from './comments.tsx';
import { CsvLink } from './csv.tsx';
import { addDays, mondayOf } from './days.ts';
import { Definitions } from './definitions.tsx';
import { DigestTable, digestAsTable } from './digest-table.tsx';
import type { ViewProps } from './model.ts';
import { narrowedTo } from './narrower.ts';
import { OF_DIGEST } from './told.ts';
import { numberOf, rangeText, rowName, tenthOf } from './values.ts';

export function DigestView({ reports, answer: { asked, digest } }: ViewProps) {
  const [site] = reports.sites.value;
  if (!digest || !site) return null;
  const { range, topics, complete, zone } = digest;
  const table = digestAsTable(digest);
  const question = { by: 'topic', metrics: OF_DIGEST, sites: [site.id], range, compare: false, asked } as const;
  const hrefOf = (topic: string) =>
    reports.hrefTo({
      ...{ view: 'overview', period: 'own', own: range, sites: [site.id] },
      ...narrowedTo('topic', topic),
    });
  return (
    <>
      <WeekChoice reports={reports} monday={range.from} />
      <p class="soft" data-part="reports-about">
        <strong>{site.name}</strong> · {t('reports.week.of', { range: rangeText(range) })} ·{' '}
        {t('reports.zone', { zone })} <ZoneWay site={site} />
      </p>
      {!complete && <p class="reports-note">{t('reports.counting')}</p>}
      <section class="report-part" data-part="rose">
        <h2>{t('reports.rose')}</h2>
        <Moved topics={topics.filter(({ trend }) => trend === 'rose')} hrefOf={hrefOf} />
        {topics.some(({ trend }) => trend === 'fell') && (
          <>
            <h2>{t('reports.fell')}</h2>
            <Moved topics={topics.filter(({ trend }) => trend === 'fell')} hrefOf={hrefOf} />
          </>
        )}
      </section>
      <section class="report-part">
        <h2>{t('reports.topics')}</h2>
        <DigestTable digest={digest} hrefOf={hrefOf} />
        <CsvLink question={question} table={table} title={t('reports.topics')} />
        <p class="definition">
          {t('reports.usual')}: {t('reports.usual.is')} {t('reports.trend.is')}
        </p>
        <Definitions metrics={OF_DIGEST} />
      </section>
      <Comments digest={digest} />
    </>
  );
}

function WeekChoice({ reports, monday }: Pick<ViewProps, 'reports'> & { monday: string }) {
  const thisWeek = mondayOf(reports.today.value);
  const after = addDays(monday, 7);
  return (
    <div class="report-filters">
      {reports.known.value.length > 1 && (
        <Choice
          label={t('reports.brand')}
          value={reports.sites.value[0]?.id ?? ''}
          options={reports.known.value.map(({ id, name }) => ({ value: id, text: name }))}
          choose={(id) => reports.ask({ sites: [id] })}
        />
      )}
      <a class="button" data-part="week-before" href={reports.hrefTo({ week: addDays(monday, -7) })}>
        ‹ {t('reports.week.before')}
      </a>
      {after <= thisWeek && (
        <a class="button" data-part="week-after" href={reports.hrefTo({ week: after })}>
          {t('reports.week.after')} ›
        </a>
      )}
      <label class="choice">
        <span class="label">{t('reports.week.any')}</span>
        <input
          class="input"
          type="date"
          max={reports.today.value}
          value={monday}
          onChange={({ currentTarget }) => currentTarget.value && reports.ask({ week: currentTarget.value })}
        />
      </label>
    </div>
  );
}

type MovedProps = { topics: readonly DigestTopic[]; hrefOf(topic: string): string };

function Moved({ topics, hrefOf }: MovedProps) {
  if (topics.length === 0) return <p class="soft">{t('reports.rose.none')}</p>;
  return (
    <ul class="moved">
      {topics.map(({ topic, figures, usual }) => (
        <li key={topic}>
          <a href={hrefOf(topic)}>
            {t('reports.rose.text', {
              topic: rowName('topic', { key: topic, name: null }),
              count: numberOf(figures.started?.kind === 'count' ? figures.started.count : 0),
              usual: usual === null ? '–' : tenthOf(usual),
            })}
          </a>
        </li>
      ))}
    </ul>
  );
}
