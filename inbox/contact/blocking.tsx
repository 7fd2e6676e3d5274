/** Whether the player may write, and who decided that. */
import type { ContactCard } from '@touchline/shared/contact.ts';
import type { BlockTerm } from '@touchline/shared/contact-terms.ts';
import { BLOCK_REASON_MAX_CHARACTERS } from '@touchline/shared/contact-terms.ts';
import { comesAt } from '../coming.ts';
import { Dialog } from '../dialog.tsx';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import type { CardOfContact } from './card-model.ts';

type Props = { card: ContactCard; model: CardOfContact; now: number };

const DAY_MS = 24 * 60 * 60_000;
const TERMS_MS: Record<BlockTerm, number | null> = { hour: DAY_MS / 24, day: DAY_MS, week: 7 * DAY_MS, forever: null };

/** Until when stands at the player's name, above. */
export function Blocking({ card, model, now }: Props) {
  const { block } = card;
  const busy = model.busy.value === 'block';
  return (
    <section aria-label={t('contact.block')} data-part="contact-block">
      <h3>{t('contact.block')}</h3>
      {block ? (
        <>
          <p class="soft" dir="auto">
            <bdi>{block.by.name}</bdi>: {block.reason}
          </p>
          {block.mayLift ? (
            <button
              class="button"
              type="button"
              data-part="unblock"
              disabled={busy}
              onClick={() => void model.unblock()}
            >
              {t('contact.unblock')}
            </button>
          ) : (
            <p class="soft">{t('contact.block.others')}</p>
          )}
        </>
      ) : (
        <button class="button danger-quiet" type="button" data-part="block" onClick={model.askToBlock}>
          <Icon name="ban" />
          {t('contact.block.ask')}
        </button>
      )}
      {model.trouble.value === 'block' && !model.blocking.value && <Refused />}
      <BlockDialog card={card} model={model} now={now} />
    </section>
  );
}

function BlockDialog({ card, model, now }: Props) {
  const asked = model.blocking.value;
  const lasts = asked && TERMS_MS[asked.term];
  return (
    <Dialog shown={asked !== null} title={t('contact.block.ask')} class="block-dialog" close={model.closeBlock}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void model.block();
        }}
      >
        <p class="soft">{t('contact.block.text')}</p>
        <label class="field">
          <span class="label">{t('contact.block.term')}</span>
          <select
            class="input"
            data-part="block-term"
            value={asked?.term}
            onChange={(event) => model.change({ term: event.currentTarget.value as BlockTerm })}
          >
            {card.blockTerms.map((term) => (
              <option key={term} value={term}>
                {t(`contact.block.term.${term}`)}
              </option>
            ))}
          </select>
          <span class="hint" data-part="block-until" aria-live="polite">
            {lasts ? t('player.blockedUntil', { time: comesAt(now + lasts, now) }) : t('contact.block.forever')}
          </span>
        </label>
        <label class="field">
          <span class="label">{t('contact.block.reason')}</span>
          <input
            class="input"
            required
            maxLength={BLOCK_REASON_MAX_CHARACTERS}
            data-part="block-reason"
            value={asked?.reason}
            onInput={(event) => model.change({ reason: event.currentTarget.value })}
          />
        </label>
        {card.blockTerms.length < 4 && <p class="soft">{t('contact.block.longer')}</p>}
        {model.trouble.value === 'block' && <Refused />}
        <div class="dialog-actions">
          <button class="button" type="button" onClick={model.closeBlock}>
            {t('cancel')}
          </button>
          <button class="button danger" type="submit" data-part="block-save" disabled={model.busy.value === 'block'}>
            {t('contact.block.do')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Refused() {
  return (
    <p class="hint bad" role="alert">
      {t('contact.failed')}
    </p>
  );
}
