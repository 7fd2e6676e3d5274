import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';

export function FloorPage(_: { session: Session; desk: Desk | null }) {
  return (
    <main data-part="floor-page">
      <h1>{t('floor')}</h1>
    </main>
  );
}
