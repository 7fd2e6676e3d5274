/** A reference as somebody types it, back into the end of a conversation's id. Pure; the way there is shared/reference.ts. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Of those who read it aloud. */
const ALIKE: Record<string, string> = { O: '0', I: '1', L: '1' };

/** Ten hexadecimal digits; null for what is no reference. */
export function referenceBits(typed: string): string | null {
  const letters = [...typed.toUpperCase().replace(/[\s-]/g, '')].map((letter) => ALIKE[letter] ?? letter);
  if (letters.length !== 8 || letters.some((letter) => !ALPHABET.includes(letter))) return null;
  const bits = letters.reduce((sum, letter) => sum * 32 + ALPHABET.indexOf(letter), 0);
  return bits.toString(16).padStart(10, '0');
}
