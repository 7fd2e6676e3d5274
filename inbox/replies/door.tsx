/** The page comes when somebody opens it: most operators never do. */
import { useLazy } from '../lazy.ts';
import type { Session } from '../session.ts';
import { t } from '../words.ts';

export function RepliesDoor({ session }: { session: Session }) {
  const part = useLazy(() => import('./page.tsx'), true);
  if (part === null) return <main class="door" aria-busy="true" />;
  if (part !== 'missing') return <part.RepliesPage session={session} />;
  return (
    <main class="door">
      <div class="card">
        <h1>{t('unreachable')}</h1>
        <button class="button large" type="button" onClick={() => location.reload()}>
          {t('tryAgain')}
        </button>
      </div>
    </main>
  );
}
