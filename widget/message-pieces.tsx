/** A text with what in it is more than letters: links to http and https alone, and numbers in their own order, each on one line. */
import { splitTokens } from '@touchline/shared/left-to-right.ts';
import { splitLinks } from '@touchline/shared/links.ts';

export function Pieces({ text, direction }: { text: string; direction: 'ltr' | 'rtl' }) {
  return splitLinks(text).map(({ text: piece, href, realHost }) =>
    href ? (
      <a dir="ltr" href={href} target="_blank" rel="noopener nofollow" data-host={realHost}>
        {piece}
      </a>
    ) : (
      splitTokens(piece, direction).map((span) => (span.isToken ? <bdi dir="ltr">{span.text}</bdi> : span.text))
    ),
  );
}
