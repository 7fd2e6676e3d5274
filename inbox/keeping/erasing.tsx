/** The last question before a player is gone for good: what goes, what stays, and their code, typed. */
import { Dialog } from '../dialog.tsx';
import { t } from '../office/words.ts';
import { tOr } from '../words.ts';
import { Counts } from './counts.tsx';
import type { Keeping } from './model.ts';

export function Erasing({ keeping }: { keeping: Keeping }) {
  const { erasing, typed, busy, problem } = keeping;
  const player = erasing.value;
  const close = () => keeping.ask(null);
  return (
    <Dialog shown={player !== null} title={t('keeping.erase.title')} class="keeping-dialog" close={close}>
      {player && (
        <form
          class="keeping-erasing"
          onSubmit={(event) => {
            event.preventDefault();
            if (keeping.isConfirmed.value) void keeping.erase();
          }}
        >
          <p>
            <strong>
              <bdi>{player.name ?? player.externalId ?? t('keeping.anonymous')}</bdi>
            </strong>
          </p>
          <Counts counts={player.counts} />
          <p>{t('keeping.erase.goes')}</p>
          {player.counts.open > 0 && <p>{t('keeping.erase.open', { count: player.counts.open })}</p>}
          {player.isBlocked && <p>{t('keeping.erase.blocked')}</p>}
          <p class="soft">{t('keeping.erase.stays')}</p>
          <div class="field">
            <label for="keeping-confirm">{t('keeping.erase.type', { code: player.code })}</label>
            <input
              id="keeping-confirm"
              class="input"
              data-focus
              data-part="keeping-confirm"
              dir="ltr"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              value={typed.value}
              onInput={(event) => {
                typed.value = event.currentTarget.value;
              }}
            />
          </div>
          <div role="status">
            {problem.value && (
              <p class="problem">
                {problem.value === 'not-found' ? t('keeping.gone') : tOr(`problem.${problem.value}`, problem.value)}
              </p>
            )}
          </div>
          <div class="keeping-acts end">
            <button class="button" type="button" onClick={close}>
              {t('cancel')}
            </button>
            <button
              class="button danger"
              type="submit"
              data-part="keeping-erase-sure"
              disabled={!keeping.isConfirmed.value || busy.value !== null}
            >
              {t(busy.value === 'erase' ? 'keeping.erase.busy' : 'keeping.erase.sure')}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
