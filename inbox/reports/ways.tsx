/** The ways in which the numbers can be looked at; what is filtered goes along. */
import { Tabs } from '../office/tabs.tsx';
import { t } from '../office/words.ts';
import { VIEWS, type View } from './asked.ts';
import type { Reports } from './model.ts';

/** Of one's own numbers there is nobody to tell apart, and a digest is of a whole brand. */
const OF_MANY: readonly View[] = ['operators', 'handled', 'digest'];

export function Ways({ reports }: { reports: Reports }) {
  const isShown = (view: View) =>
    !(reports.isOwn.value && OF_MANY.includes(view)) && (view !== 'brands' || reports.known.value.length > 1);
  const { view: shown } = reports.asked.value;
  return (
    <Tabs
      label={t('reports.views')}
      tabs={VIEWS.filter(isShown).map((view) => ({
        href: reports.hrefTo({ view }),
        name: t(`reports.view.${view}`),
        isShown: shown === view,
      }))}
    />
  );
}
