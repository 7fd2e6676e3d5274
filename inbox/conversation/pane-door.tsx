/** Until the pane is there its place is held, for the moment in which a link leads straight to a conversation. */
import type { RefObject } from 'preact';
import type { Desk } from '../desk.ts';
import { useLazy } from '../lazy.ts';
import { t } from '../words.ts';

type Props = { desk: Desk; composer: RefObject<HTMLTextAreaElement | null> };

export function PaneDoor({ desk, composer }: Props) {
  const pane = useLazy(() => import('./pane.tsx'), true);
  if (pane && pane !== 'missing') return <pane.Pane desk={desk} composer={composer} />;
  if (desk.conversation.id.value === null) return null;
  return (
    <section class="middle nobody" aria-busy={pane === null}>
      {pane === 'missing' && (
        <>
          <h2>{t('unreachable')}</h2>
          <button class="button" type="button" onClick={() => location.reload()}>
            {t('tryAgain')}
          </button>
        </>
      )}
    </section>
  );
}
