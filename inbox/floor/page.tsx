import { t } from '../office/words.ts';
import type { Session } from '../session.ts';

export function FloorPage(_: { session: Session }) {
  return (
    <main data-part="floor-page">
      <h1>{t('floor')}</h1>
    </main>
  );
}
