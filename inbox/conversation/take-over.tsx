/** Taking a player from a colleague is asked about first: two people answering at once is what nobody wants. */
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../words.ts';

export function TakeOver({ desk }: { desk: Desk }) {
  const { takingFrom, keepAway, takeOver } = desk.conversation.handling;
  const name = takingFrom.value?.name ?? '';
  return (
    <Dialog shown={takingFrom.value !== null} title={t('takeOver.title', { name })} close={keepAway}>
      <p class="soft">{t('takeOver.text', { name })}</p>
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => keepAway()}>
          {t('takeOver.no')}
        </button>
        <button class="button primary" type="button" onClick={() => takeOver()}>
          {t('take.over')}
        </button>
      </div>
    </Dialog>
  );
}
