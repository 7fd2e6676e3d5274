/** Looking for one player, and what there is of each who answers to that. */
import type { HeldPlayer } from '@touchline/shared/privacy.ts';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../office/words.ts';
import { dayTime } from '../when.ts';
import { tOr } from '../words.ts';
import { Counts } from './counts.tsx';
import { Holding } from './holding.tsx';
import type { Keeping } from './model.ts';
import type { Erased } from './requests.ts';

export function Finding({ keeping }: { keeping: Keeping }) {
  const { who, found, busy, problem, erased, exported, erasing } = keeping;
  return (
    <section class="keeping-part" aria-labelledby="keeping-one">
      <h2 id="keeping-one">{t('keeping.one')}</h2>
      <p class="soft">{t('keeping.one.text')}</p>
      <form
        class="keeping-find"
        onSubmit={(event) => {
          event.preventDefault();
          void keeping.find();
        }}
      >
        <div class="field">
          <label for="keeping-who">{t('keeping.who')}</label>
          <input
            id="keeping-who"
            class="input"
            data-part="keeping-who"
            autocomplete="off"
            spellcheck={false}
            required
            maxLength={320}
            dir="auto"
            aria-describedby="keeping-who-hint"
            value={who.value}
            onInput={(event) => {
              who.value = event.currentTarget.value;
            }}
          />
        </div>
        <button class="button primary large" type="submit" disabled={busy.value !== null}>
          {t('keeping.find')}
        </button>
        <p class="hint" id="keeping-who-hint">
          {t('keeping.who.hint', { example: 'K7QD-3MFX' })}
        </p>
      </form>
      <div role="status" class="keeping-told">
        {problem.value && !erasing.value && (
          <p class="problem" data-part="keeping-problem">
            {problem.value === 'not-found' ? t('keeping.gone') : tOr(`problem.${problem.value}`, problem.value)}
          </p>
        )}
        {found.value?.length === 0 && !erased.value && <p data-part="keeping-nobody">{t('keeping.nobody')}</p>}
        {busy.value === 'export' && <p>{t('keeping.exporting')}</p>}
        {exported.value && <p data-part="keeping-exported">{t('keeping.exported')}</p>}
        {erased.value && <Done erased={erased.value} />}
      </div>
      {found.value?.map((player) => (
        <Found key={player.contact} keeping={keeping} player={player} />
      ))}
    </section>
  );
}

/** Where the focus goes, because what it was on went with the player. */
function Done({ erased: { conversations, files } }: { erased: Erased }) {
  const line = useRef<HTMLParagraphElement>(null);
  useLayoutEffect(() => {
    line.current?.focus();
    line.current?.scrollIntoView({ block: 'center' });
  }, []);
  return (
    <p ref={line} tabIndex={-1} class="keeping-done" data-part="keeping-erased">
      {t('keeping.erased', { conversations, files })}
    </p>
  );
}

function Found({ keeping, player }: { keeping: Keeping; player: HeldPlayer }) {
  const { internal, busy } = keeping;
  const { name, externalId, email, firstSeen, lastSeen, isBlocked, hold, counts, code } = player;
  return (
    <article class="keeping-player" data-part="keeping-player" aria-label={name ?? externalId ?? code}>
      <header>
        <h3>
          <bdi>{name ?? t('keeping.anonymous')}</bdi>
        </h3>
        <span class="keeping-code" title={t('keeping.code')}>
          <bdi dir="ltr">{code}</bdi>
        </span>
        {isBlocked && <span class="keeping-mark">{t('keeping.blocked')}</span>}
      </header>
      <p class="soft">
        {externalId && <bdi>{externalId}</bdi>}
        {email && <bdi>{email}</bdi>}
        <span>{`${dayTime(firstSeen)} – ${dayTime(lastSeen)}`}</span>
      </p>
      <Counts counts={counts} />
      <Holding keeping={keeping} player={player} />
      <label class="keeping-check">
        <input
          type="checkbox"
          checked={internal.value}
          onChange={(event) => {
            internal.value = event.currentTarget.checked;
          }}
        />
        <span>
          {t('keeping.internal')}
          <span class="hint">{t('keeping.internal.hint')}</span>
        </span>
      </label>
      <div class="keeping-acts">
        <button
          class="button"
          type="button"
          data-part="keeping-export"
          disabled={busy.value !== null}
          onClick={() => void keeping.export(player)}
        >
          {t('keeping.export')}
        </button>
        <button
          class="button danger"
          type="button"
          data-part="keeping-erase"
          disabled={busy.value !== null || hold !== null}
          onClick={() => keeping.ask(player)}
        >
          {t('keeping.erase')}
        </button>
      </div>
    </article>
  );
}
