/** A page that most operators never open comes when somebody does, and the words of such pages with the first of them. */
import type { ComponentChildren } from 'preact';
import { useLazy } from './lazy.ts';
import { type Late, speakOf, t } from './words.ts';

type Props<Page> = { load(): Promise<Page>; show(page: Page): ComponentChildren; words?: readonly Late[] };

export function PageDoor<Page extends object>({ load, show, words = ['pages'] }: Props<Page>) {
  const page = useLazy(async () => (await Promise.all([load(), ...words.map(speakOf)]))[0], true);
  if (page === null) return <main class="door" aria-busy="true" />;
  if (page !== 'missing') return <>{show(page)}</>;
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
