/** The ways in which the numbers can be looked at; what is filtered goes along. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../office/words.ts';
import { VIEWS, type View } from './asked.ts';
import type { Reports } from './model.ts';

/** Of one's own numbers there is nobody to tell apart, and a digest is of a whole brand. */
const OF_MANY: readonly View[] = ['operators', 'handled', 'digest'];

export function Ways({ reports }: { reports: Reports }) {
  const isShown = (view: View) =>
    !(reports.isOwn.value && OF_MANY.includes(view)) && (view !== 'brands' || reports.known.value.length > 1);
  const { view: shown } = reports.asked.value;
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen they stand in one line, which scrolls.
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [shown]);
  return (
    <nav class="reports-ways" aria-label={t('reports.views')} ref={nav}>
      {VIEWS.filter(isShown).map((view) => (
        <a key={view} href={reports.hrefTo({ view })} aria-current={shown === view ? 'page' : undefined}>
          {t(`reports.view.${view}`)}
        </a>
      ))}
    </nav>
  );
}
