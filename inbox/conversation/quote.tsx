/** In a bubble: the message that this one answers. It is the way there too. */
import type { Desk } from '../desk.ts';
import { t } from '../words.ts';
import type { MessageLine } from './line-types.ts';
import { Side } from './side.tsx';

export function QuoteView({ line, desk }: { line: MessageLine; desk: Desk }) {
  const { quoteOf } = line;
  if (quoteOf === null) return null;
  return (
    <button class="quote" type="button" data-part="quote" onClick={() => desk.conversation.lookFor(quoteOf)}>
      <span class="quote-name">{quoteAuthor(line.quoteName)}</span>
      <Side text={line.quoteText ?? t('quote.earlier')} />
    </button>
  );
}

export function quoteAuthor(name: string | null): string {
  if (name === null) return '';
  return name === 'player' || name === 'own' ? t(`quote.${name}`) : name;
}
