import { t } from '../office/words.ts';
import type { Session } from '../session.ts';

export function KeepingPage(_: { session: Session }) {
  return (
    <main data-part="keeping-page">
      <h1>{t('keeping')}</h1>
    </main>
  );
}
