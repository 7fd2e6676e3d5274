/** What may be asked and settled about a player. Without schemas, so that pages can import it. */

/** What is about the person or their money. Operators ask for each, and it is written down that they did. */
export const PERSONAL_FIELDS = ['balance', 'email', 'phone', 'birthYear'] as const;
export type PersonalField = (typeof PERSONAL_FIELDS)[number];

/** How long a block may be chosen to last; beyond a day it takes a supervisor. */
export const BLOCK_TERMS = ['hour', 'day', 'week', 'forever'] as const;
export type BlockTerm = (typeof BLOCK_TERMS)[number];
export const BLOCK_TERMS_OF_OPERATORS: readonly BlockTerm[] = ['hour', 'day'];
export const BLOCK_REASON_MAX_CHARACTERS = 200;
