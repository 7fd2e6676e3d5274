/** Lists, and names in their order, as the operator's language has them. */
import { computed } from '@preact/signals';
import { language } from '../words.ts';

const lists = computed(() => new Intl.ListFormat(language.value, { type: 'conjunction', style: 'short' }));
const alphabet = computed(() => new Intl.Collator(language.value));

/** `Russian, Polish and Spanish`. */
export const listed = (names: readonly string[]): string => lists.value.format(names);

/** Only for the eye: what is compared or looked up by anything else than a reader has no language. */
export const inAlphabet = (a: string, b: string): number => alphabet.value.compare(a, b);
