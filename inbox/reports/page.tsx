import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';

export function ReportsPage(_: { session: Session; desk: Desk | null }) {
  return (
    <main data-part="reports-page">
      <h1>{t('reports')}</h1>
    </main>
  );
}
