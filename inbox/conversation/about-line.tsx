/** Above the field: which message the reply answers, or puts right. One step takes that off again. */
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { t } from '../words.ts';
import { quoteAuthor } from './quote.tsx';
import { Side } from './side.tsx';

export function AboutLine({ desk }: { desk: Desk }) {
  const { about, mode, lines, unrefer, lookFor } = desk.conversation;
  const referred = about.value;
  if (!referred || mode.value === 'note') return null;
  const line = lines.value.find((each) => each.kind === 'message' && each.seq === referred.seq);
  const message = line?.kind === 'message' ? line : null;
  const isCorrection = referred.kind === 'correct';
  const name = message?.side === 'own' ? 'own' : message?.side === 'colleague' ? message.name : 'player';
  const text = (message?.side === 'player' && message.translated?.text) || message?.text;
  return (
    <div class="about" data-part="about" data-kind={referred.kind}>
      <button class="quote" type="button" onClick={() => lookFor(referred.seq)}>
        <span class="quote-name">{isCorrection ? t('correction.of') : t('quote.of', { name: quoteAuthor(name) })}</span>
        <Side text={text || message?.files?.map((file) => file.name).join(', ') || t('quote.earlier')} />
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
