/** A text as `Side` has it, in which web addresses lead where they say. */

import { directionOf } from '@touchline/shared/direction.ts';
import { splitLinks } from '@touchline/shared/links.ts';
import { type SideProps, Tokens } from './side.tsx';

export function LinkedSide({ text, language, part }: SideProps) {
  const direction = directionOf(text);
  return (
    <span data-part={part} lang={language} dir={direction}>
      {splitLinks(text).map(({ text: piece, href, realHost }) =>
        href ? <Link text={piece} href={href} realHost={realHost} /> : <Tokens text={piece} direction={direction} />,
      )}
    </span>
  );
}

/** Where letters of the text only look like those of the host, the host that would be called stands beside it. */
function Link({ text, href, realHost }: { text: string; href: string; realHost: string | undefined }) {
  return (
    <>
      <a dir="ltr" href={href} target="_blank" rel="noopener noreferrer nofollow" title={new URL(href).host}>
        {text}
      </a>
      {realHost && <span class="real-host"> ({realHost})</span>}
    </>
  );
}
