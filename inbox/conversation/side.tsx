/** A player's or operator's text, as text, with the direction that most of its letters have, and numbers in their own order, each on one line. */
import { splitTokens } from '@touchline/shared/left-to-right.ts';
import { directionOf } from './direction.ts';

export function Side({ text, language, part }: { text: string; language?: string | undefined; part?: string }) {
  const direction = directionOf(text);
  return (
    <span data-part={part} lang={language} dir={direction}>
      {splitTokens(text, direction).map((span) => (span.isToken ? <bdi dir="ltr">{span.text}</bdi> : span.text))}
    </span>
  );
}
