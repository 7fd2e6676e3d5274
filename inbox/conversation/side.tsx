/** A player's or operator's text, as text, with the direction that most of its letters have, and numbers in their own order, each on one line. */
import { splitTokens } from '@touchline/shared/left-to-right.ts';
import { splitLinks } from '@touchline/shared/links.ts';
import { directionOf } from './direction.ts';

/** `linked`: web addresses lead where they say. */
type Props = { text: string; language?: string | undefined; part?: string; linked?: boolean };

export function Side({ text, language, part, linked = false }: Props) {
  const direction = directionOf(text);
  const pieces = linked ? splitLinks(text) : [{ text }];
  return (
    <span data-part={part} lang={language} dir={direction}>
      {pieces.map((piece) =>
        'href' in piece && piece.href ? <Link {...piece} href={piece.href} /> : tokens(piece.text, direction),
      )}
    </span>
  );
}

/** Where letters of the text only look like those of the host, the host that would be called stands beside it. */
function Link({ text, href, realHost }: { text: string; href: string; realHost?: string | undefined }) {
  return (
    <>
      <a dir="ltr" href={href} target="_blank" rel="noopener noreferrer nofollow" title={new URL(href).host}>
        {text}
      </a>
      {realHost && <span class="real-host"> ({realHost})</span>}
    </>
  );
}

function tokens(text: string, direction: 'ltr' | 'rtl') {
  return splitTokens(text, direction).map((span) => (span.isToken ? <bdi dir="ltr">{span.text}</bdi> : span.text));
}
