/** A link that was just made. Nobody is told it again, the page included. */
import type { Signal } from '@preact/signals';
import { INBOX } from '../address.ts';
import { Dialog } from '../dialog.tsx';
import { t } from '../office/words.ts';
import { Copy } from '../setup/copy.tsx';
import { dayTime } from '../when.ts';
import type { MadeLink } from './model.ts';

export function LinkDialog({ link }: { link: Signal<MadeLink | null> }) {
  const made = link.value;
  const close = () => {
    link.value = null;
  };
  return (
    <Dialog shown={made !== null} title={t('people.link')} class="person-dialog" close={close}>
      {made && (
        <div class="steps" data-part="made-link">
          <p class="soft">{t(`people.link.${made.kind}`, { name: made.name, time: dayTime(made.expiresAt) })}</p>
          <Copy text={`${INBOX}/setup#${made.token}`} label={t('people.link')} />
          <div class="dialog-actions">
            <button class="button primary" type="button" data-part="link-kept" onClick={close}>
              {t('done')}
            </button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
