/** Links, e-mail addresses and @handles in a text. Whatever looks like one is one, up to the next white space. */
export function addressesIn(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(/\S+/gu), ({ index, 0: chunk }) => trimmed(chunk, index)).filter(({ start, end }) =>
    isAddress(text.slice(start, end)),
  );
}

const OPENING = '([{<«"\'“‘„¡¿';
const CLOSING = '.,;:!?…)]}>»"\'”’';

/** One character after the other: a pattern for it would take the square of the length of a line of dots. */
function trimmed(chunk: string, index: number): { start: number; end: number } {
  let [from, to] = [0, chunk.length];
  while (from < to && OPENING.includes(chunk.charAt(from))) from++;
  while (to > from && CLOSING.includes(chunk.charAt(to - 1))) to--;
  return { start: index + from, end: index + to };
}

function isAddress(chunk: string): boolean {
  if (/@[\p{L}\p{N}_]/u.test(chunk) || chunk.includes('://') || /^www\./i.test(chunk)) return true;
  const [host = '', ...path] = chunk.split(/[/?#]/, 2);
  const domain = host.length <= 253 ? DOMAIN.exec(host) : null;
  return domain !== null && (path.length > 0 || ENDINGS.has(domain[1]?.toLowerCase() ?? ''));
}

const DOMAIN = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(\p{L}{2,24})$/u;
/** Without a path only these: `ok.thanks` is two words with the space forgotten. */
const ENDINGS = new Set(
  (
    'com net org info biz app bet casino game games live online site shop club pro xyz top io me tv cc co eu uk us ' +
    'by ru su ua kz ge az vn pl tr es pt br de at ch ar mx cl pe ae sa eg ma example бел рф укр'
  ).split(' '),
);
