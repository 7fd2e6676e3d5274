/**
 * Names of people and sites, as somebody typed or signed them. On one line, composed, and without the characters that
 * nobody sees and that turn the direction of what stands around them: with U+202E a name could reverse the sentence
 * in which it is shown. What joins letters (U+200C, U+200D) stays, for names are written with it.
 */
import { z } from 'zod';

const TURNING = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BREAKING = /[\s\u0000-\u001f\u007f-\u009f]+/g;

export function plainName(text: string): string {
  return text.replace(TURNING, '').replace(BREAKING, ' ').trim().normalize('NFC');
}

export function nameOf(max: number) {
  return z.string().transform(plainName).pipe(z.string().min(1).max(max));
}
