/** The player's other conversations, newest first; each opens as any does. */
import type { EarlierConversation } from '@touchline/shared/contact.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { t } from '../page-words.ts';
import { hrefOf } from '../router.ts';
import { shortTime } from '../when.ts';
import { tOr } from '../words.ts';
import type { CardOfContact } from './card-model.ts';

type Props = { model: CardOfContact; count: number; now: number };

export function EarlierList({ model, count, now }: Props) {
  const others = model.earlier.value;
  return (
    <section aria-label={t('contact.earlier')} data-part="contact-earlier">
      <h3>
        {t('contact.earlier')}
        {count > 1 && <span class="soft">{count - 1}</span>}
      </h3>
      {others.length === 0 && <p class="soft">{t('contact.earlier.none')}</p>}
      <ul>
        {others.map((one) => (
          <li key={one.id}>
            <One one={one} now={now} />
          </li>
        ))}
      </ul>
      {model.more.value && (
        <button
          class="button bare"
          type="button"
          disabled={model.busy.value === 'earlier'}
          onClick={() => void model.showMore()}
        >
          {t('contact.earlier.more')}
        </button>
      )}
      {model.trouble.value === 'earlier' && (
        <p class="hint bad" role="alert">
          {t('contact.failed')}
        </p>
      )}
    </section>
  );
}

function One({ one, now }: { one: EarlierConversation; now: number }) {
  const said = one.said?.translated?.text ?? one.said?.text;
  const facts = [
    shortTime(one.startedAt, now),
    t(`status.${one.status}`),
    one.rating && t(one.rating.solved ? 'contact.earlier.solved' : 'contact.earlier.unsolved'),
    one.rating?.speed && `${markOf(one.rating)} / 5`,
  ];
  return (
    <a class="earlier-one" href={hrefOf({ page: 'desk', view: null, conversation: one.id })} data-conversation={one.id}>
      <span class="earlier-about">
        <strong>{one.topic ? tOr(`topic.${one.topic}`, one.topic) : t('contact.earlier.untitled')}</strong>
        <span class="mono soft">{referenceOf(one.id)}</span>
      </span>
      {said && (
        <bdi class="earlier-said" dir="auto">
          {said}
        </bdi>
      )}
      <span class="soft">{facts.filter(Boolean).join(' · ')}</span>
    </a>
  );
}

/** Of the marks that were given, the middle; one place behind the point. */
function markOf({ speed, courtesy, competence }: NonNullable<EarlierConversation['rating']>): number {
  const given = [speed, courtesy, competence].filter((mark) => mark !== null);
  return Math.round((given.reduce((sum, mark) => sum + mark, 0) / given.length) * 10) / 10;
}
