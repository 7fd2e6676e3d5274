/** Whether a player’s data has to stay, and why; placing that and lifting it asks for a reason, which the record keeps. */
import { useSignal } from '@preact/signals';
import { HOLD_REASON_MAX_CHARACTERS } from '@touchline/shared/hold-reason.ts';
import type { HeldPlayer } from '@touchline/shared/privacy.ts';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../office/words.ts';
import { dayTime } from '../when.ts';
import type { Keeping } from './model.ts';

type Props = { keeping: Keeping; player: HeldPlayer };

export function Holding({ keeping, player }: Props) {
  const { hold } = player;
  const isAsking = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  /** Where the focus goes back to, because what it was on is gone. */
  const close = () => {
    isAsking.value = false;
    queueMicrotask(() => button.current?.focus());
  };
  return (
    <div class="keeping-hold" data-part="keeping-hold" data-held={hold !== null}>
      {hold && (
        <p>
          <strong>{t('keeping.hold.held', { time: dayTime(hold.at) })}</strong>{' '}
          <span class="soft">
            <bdi>{hold.by}</bdi>: <bdi>{hold.reason}</bdi>
          </span>
        </p>
      )}
      {isAsking.value ? (
        <Asking keeping={keeping} player={player} close={close} />
      ) : (
        <button
          ref={button}
          class="button"
          type="button"
          data-part="keeping-hold-ask"
          onClick={() => (isAsking.value = true)}
        >
          {t(hold ? 'keeping.lift' : 'keeping.hold')}
        </button>
      )}
    </div>
  );
}

function Asking({ keeping, player, close }: Props & { close(): void }) {
  const reason = useSignal('');
  const field = useId();
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.focus(), []);
  const isHeld = player.hold !== null;
  return (
    <form
      class="keeping-find"
      onSubmit={async (event) => {
        event.preventDefault();
        if (await keeping.hold(player, reason.value.trim())) close();
      }}
    >
      <div class="field">
        <label for={field}>{t(isHeld ? 'keeping.lift.why' : 'keeping.hold.why')}</label>
        <input
          id={field}
          class="input"
          data-part="keeping-hold-reason"
          autocomplete="off"
          dir="auto"
          required
          pattern=".*\S.*"
          maxLength={HOLD_REASON_MAX_CHARACTERS}
          aria-describedby={`${field}-hint`}
          ref={input}
          value={reason.value}
          onInput={(event) => {
            reason.value = event.currentTarget.value;
          }}
        />
      </div>
      <div class="keeping-acts">
        <button class="button" type="button" onClick={close}>
          {t('cancel')}
        </button>
        <button
          class="button primary"
          type="submit"
          data-part="keeping-hold-sure"
          disabled={keeping.busy.value !== null}
        >
          {t(isHeld ? 'keeping.lift.sure' : 'keeping.hold.sure')}
        </button>
      </div>
      <p class="hint" id={`${field}-hint`}>
        {t(isHeld ? 'keeping.lift.hint' : 'keeping.hold.hint')}
      </p>
    </form>
  );
}
