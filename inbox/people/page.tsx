import { t } from '../office/words.ts';
import type { Session } from '../session.ts';

export function PeoplePage(_: { session: Session }) {
  return (
    <main data-part="people-page">
      <h1>{t('people')}</h1>
    </main>
  );
}
