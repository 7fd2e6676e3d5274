/** Of which days the numbers are, by whose clock, and what is not final about them. */
import { t } from '../office/words.ts';
import { ZoneWay } from '../office/zone-way.tsx';
import type { Reports } from './model.ts';
import { rangeText } from './values.ts';

export function About({ reports }: { reports: Reports }) {
  const answer = reports.answer.value;
  const table = answer?.tables[0];
  if (!table) return null;
  const parts = [
    rangeText(table.range),
    table.zone ? t('reports.zone', { zone: table.zone }) : t('reports.zone.own'),
    table.previous && t('reports.against', { range: rangeText(table.previous.range) }),
    table.range.to >= reports.today.value && t('reports.unfinished'),
  ];
  return (
    <div class="reports-about" role="status">
      <p class="soft" data-part="reports-about">
        {parts.filter(Boolean).join(' · ')}{' '}
        {reports.sites.value.length === 1 && <ZoneWay site={reports.sites.value[0]} />}
      </p>
      {!table.complete && (
        <p class="reports-note" data-part="reports-counting">
          {t('reports.counting')}
        </p>
      )}
      {table.clock === 'business' && !table.hasHours && <p class="reports-note">{t('reports.clock.none')}</p>}
    </div>
  );
}
