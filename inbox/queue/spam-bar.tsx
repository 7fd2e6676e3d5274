/** Choosing many of the waiting, and closing them as spam when asked how many. */
import type { Desk } from '../desk.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../words.ts';

export function ChooseButton({ desk }: { desk: Desk }) {
  const { spam, queue } = desk;
  if (queue.view.value !== 'waiting' || spam.choosing.value || queue.lists.waiting.value.length === 0) return null;
  return (
    <button class="button bare" type="button" data-part="choose" onClick={() => spam.begin()}>
      {t('spam.begin')}
    </button>
  );
}

export function SpamBar({ desk }: { desk: Desk }) {
  const { spam } = desk;
  if (!spam.choosing.value) return null;
  const count = spam.selected.value.length;
  const underway = spam.progress.value !== null && !spam.finished.value;
  return (
    <div class="spam-bar" data-part="spam-bar">
      <p role="status">{spam.progress.value ? <Progress desk={desk} /> : t('spam.chosen', { count })}</p>
      <div>
        <button
          class="button"
          type="button"
          data-part="choose-shown"
          disabled={underway}
          onClick={() => spam.chooseShown()}
        >
          {t('spam.all', { count: spam.shown.value.length })}
        </button>
        <button
          class="button"
          type="button"
          data-part="close-spam"
          disabled={count === 0 || underway}
          onClick={() => spam.ask()}
        >
          {t('spam.close')}
        </button>
        <button class="button bare" type="button" data-part="choose-end" onClick={() => spam.stop()}>
          {t('spam.done')}
        </button>
      </div>
    </div>
  );
}

function Progress({ desk }: { desk: Desk }) {
  const { of, closed, failed } = desk.spam.progress.value ?? { of: 0, closed: 0, failed: 0 };
  if (!desk.spam.finished.value) {
    return (
      <>
        {t('spam.progress', { at: closed + failed, of })}
        <progress max={of} value={closed + failed} aria-hidden="true" />
      </>
    );
  }
  return (
    <>
      {t('spam.closed', { count: closed })}
      {failed > 0 && <span class="problem">{` ${t('spam.failed', { count: failed })}`}</span>}
    </>
  );
}

export function SpamDialog({ desk }: { desk: Desk }) {
  const { spam } = desk;
  const count = spam.selected.value.length;
  return (
    <Dialog shown={spam.asked.value} title={t('spam.title', { count })} close={spam.keep}>
      <p class="soft">{t('spam.text')}</p>
      <div class="dialog-actions">
        <button class="button" type="button" onClick={() => spam.keep()}>
          {t('cancel')}
        </button>
        <button
          class="button primary"
          type="button"
          data-part="spam-confirm"
          disabled={count === 0}
          onClick={() => spam.closeAll()}
        >
          {t('spam.confirm', { count })}
        </button>
      </div>
    </Dialog>
  );
}
