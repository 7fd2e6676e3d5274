/** Taking a player from a colleague is asked about first: two people answering at once is what nobody wants. */
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { t } from '../words.ts';

export function TakeOver({ desk }: { desk: Desk }) {
  const { conversation } = desk;
  const dialog = useRef<HTMLDialogElement>(null);
  const from = conversation.handling.takingFrom.value;

  useEffect(() => {
    if (from) dialog.current?.showModal();
    else dialog.current?.close();
  }, [from]);

  return (
    <dialog ref={dialog} aria-labelledby="take-over-title" onClose={() => conversation.handling.keepAway()}>
      <h2 id="take-over-title">{t('takeOver.title', { name: from?.name ?? '' })}</h2>
      <p class="soft">{t('takeOver.text', { name: from?.name ?? '' })}</p>
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => conversation.handling.keepAway()}>
          {t('takeOver.no')}
        </button>
        <button class="button primary" type="button" onClick={() => conversation.handling.takeOver()}>
          {t('take.over')}
        </button>
      </div>
    </dialog>
  );
}
