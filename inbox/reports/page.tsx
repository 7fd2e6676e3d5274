import { t } from '../office/words.ts';
import type { Session } from '../session.ts';

export function ReportsPage(_: { session: Session }) {
  return (
    <main data-part="reports-page">
      <h1>{t('reports')}</h1>
    </main>
  );
}
