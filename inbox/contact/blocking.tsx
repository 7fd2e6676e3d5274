/** Whether the player may write, and who decided that. */
import type { ContactCard } from '@touchline/shared/contact.ts';
import type { BlockTerm } from '@touchline/shared/contact-terms.ts';
import { BLOCK_REASON_MAX_CHARACTERS } from '@touchline/shared/contact-terms.ts';
import { Dialog } from '../dialog.tsx';
import { Icon } from '../icons.tsx';
import { t } from '../page-words.ts';
import { dayTime } from '../when.ts';
import type { CardOfContact } from './card-model.ts';

type Props = { card: ContactCard; model: CardOfContact };

export function Blocking({ card, model }: Props) {
  const { block } = card;
  const busy = model.busy.value === 'block';
  return (
    <section aria-label={t('contact.block')} data-part="contact-block">
      <h3>{t('contact.block')}</h3>
      {block ? (
        <>
          <p>{block.until === null ? t('player.blocked') : t('player.blockedUntil', { time: dayTime(block.until) })}</p>
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
        <button class="button" type="button" data-part="block" onClick={model.askToBlock}>
          <Icon name="ban" />
          {t('contact.block.ask')}
        </button>
      )}
      {model.trouble.value === 'block' && !model.blocking.value && <Refused />}
      <BlockDialog card={card} model={model} />
    </section>
  );
}

function BlockDialog({ card, model }: Props) {
  const asked = model.blocking.value;
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
          <button class="button primary" type="submit" data-part="block-save" disabled={model.busy.value === 'block'}>
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
