import type { Desk } from '../desk.ts';
import { t } from '../office/words.ts';
import type { Session } from '../session.ts';

export function SettingsPage(_: { session: Session; desk: Desk | null }) {
  return (
    <main data-part="settings-page">
      <h1>{t('settings')}</h1>
    </main>
  );
}
