import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';

export function KeepingPage(_: { session: Session; desk: Desk | null }) {
  return (
    <main data-part="keeping-page">
      <h1>{t('keeping')}</h1>
    </main>
  );
}
