/** A player's or operator's text, as text, with the direction that most of its letters have, and numbers in their own order, each on one line. */

import { directionOf } from '@touchline/shared/direction.ts';
import { splitTokens } from '@touchline/shared/left-to-right.ts';

export type SideProps = { text: string; language?: string | undefined; part?: string };

export function Side({ text, language, part }: SideProps) {
  const direction = directionOf(text);
  return (
    <span data-part={part} lang={language} dir={direction}>
      <Tokens text={text} direction={direction} />
    </span>
  );
}

export function Tokens({ text, direction }: { text: string; direction: 'ltr' | 'rtl' }) {
  return splitTokens(text, direction).map((span) => (span.isToken ? <bdi dir="ltr">{span.text}</bdi> : span.text));
}
