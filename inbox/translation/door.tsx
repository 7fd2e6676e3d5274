/** The administrator's page comes when somebody opens it: most operators never do. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Api } from '../api.ts';
import type { Session } from '../session.ts';
import { t } from '../words.ts';
import type { TranslationPage } from './page.tsx';

export function TranslationDoor({ api, session }: { api: Api; session: Session }) {
  const page = useSignal<{ Page: typeof TranslationPage } | 'missing' | null>(null);
  const load = () => {
    import('./page.tsx').then(
      ({ TranslationPage: Page }) => (page.value = { Page }),
      () => (page.value = 'missing'),
    );
  };
  useEffect(load, []);
  if (page.value === null) return <main class="door" aria-busy="true" />;
  if (page.value !== 'missing') return <page.value.Page api={api} session={session} />;
  return (
    <main class="door">
      <div class="card">
        <h1>{t('unreachable')}</h1>
        {/* A browser remembers a module that could not be had, and asks anew only with the page. */}
        <button class="button large" type="button" onClick={() => location.reload()}>
          {t('tryAgain')}
        </button>
      </div>
    </main>
  );
}
