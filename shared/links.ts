/**
 * Finds web addresses in a message. Only http and https; never one with a name before the host
 * (`https://bank.example@evil.example`), and where the text does not show the host that would be called, because of
 * look-alike letters, `realHost` does.
 */
export type Piece = { text: string; href?: string; realHost?: string };

const ADDRESS = /https?:\/\/[^\s<>"'`\u200b-\u200f\u202a-\u202e\u2060-\u2069]{1,2000}/gi;
const END_MARKS = /[.,;:!?…»”’]$/;
const CLOSING: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

export function splitLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimEnd(match[0]);
    const link = toLink(address);
    if (!link) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push(link);
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** Without the full stop of the sentence, or the bracket that was opened before the address. */
function trimEnd(address: string): string {
  for (;;) {
    const last = address.slice(-1);
    const opening = CLOSING[last];
    if (opening ? address.includes(opening) : !END_MARKS.test(last)) return address;
    address = address.slice(0, -1);
  }
}

function toLink(text: string): Piece | undefined {
  try {
    const { href, host, username, password } = new URL(text);
    if (!host || username || password) return;
    return text.toLowerCase().includes(host) ? { text, href } : { text, href, realHost: host };
  } catch {
    return;
  }
}
