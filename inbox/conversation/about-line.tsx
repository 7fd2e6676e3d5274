/** Above the field: which message the reply answers, or puts right. One step takes that off again. */
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import type { About } from './about.ts';
import { quoteAuthor } from './quote.tsx';
import { quotesIn } from './quotes.ts';
import { createRenderings } from './rendering.ts';
import { Side } from './side.tsx';

export function AboutLine({ desk }: { desk: Desk }) {
  const { about, mode, unrefer, lookFor } = desk.conversation;
  const referred = about.value;
  if (!referred || mode.value === 'note') return null;
  const { quoteName, quoteText } = quoteOf(desk, referred);
  const isCorrection = referred.kind === 'correct';
  return (
    <div class="about" data-part="about" data-kind={referred.kind}>
      <button class="quote" type="button" onClick={() => lookFor(referred.seq)}>
        <span class="quote-name">
          {isCorrection ? t('correction.of') : t('quote.of', { name: quoteAuthor(quoteName) })}
        </span>
        <Side text={quoteText ?? t('quote.earlier')} />
      </button>
      <button
        class="button bare icon"
        type="button"
        data-part="about-off"
        aria-label={t(isCorrection ? 'correction.off' : 'quote.off')}
        onClick={() => unrefer()}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

function quoteOf({ conversation, me }: Desk, { seq }: About) {
  const { events, state } = conversation.thread.value;
  const rendered = createRenderings(events, state, conversation.language.reading.value);
  return quotesIn(events, me.value.id, rendered)({ replyTo: seq });
}
