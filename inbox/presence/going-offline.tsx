/** Offline with open conversations: finishing them first is what is proposed. */
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../words.ts';

export function GoingOffline({ desk }: { desk: Desk }) {
  const { presence, queue } = desk;
  const count = queue.lists.mine.value.length;
  return (
    <Dialog shown={presence.goingOffline.value} title={t('offline.title', { count })} close={presence.stay}>
      <p class="soft">{t('offline.text')}</p>
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => presence.stay()}>
          {t('cancel')}
        </button>
        <button class="button" type="button" data-part="offline" onClick={() => presence.choose('offline')}>
          {t('offline.go')}
        </button>
        <button class="button primary" type="button" data-part="finish" onClick={() => presence.choose('finishing')}>
          {t('offline.finish')}
        </button>
      </div>
    </Dialog>
  );
}
