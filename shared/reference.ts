/**
 * A conversation's reference, for reading aloud: `K7QD-3MFX`. The last 40 bits of its id, which are random, in
 * Crockford's alphabet, which has no letter that looks or sounds like a digit.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export function referenceOf(id: string): string {
  let bits = Number.parseInt(id.slice(-10), 16);
  let text = '';
  for (let i = 0; i < 8; i++) {
    text = (ALPHABET[bits % 32] ?? '') + text;
    bits = Math.floor(bits / 32);
  }
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
