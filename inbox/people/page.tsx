import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';

export function PeoplePage(_: { session: Session; desk: Desk | null }) {
  return (
    <main data-part="people-page">
      <h1>{t('people')}</h1>
    </main>
  );
}
