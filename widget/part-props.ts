import type { Translate } from '@touchline/shared/words.ts';
import type { Session } from './session.ts';

/** Of the parts that are loaded when they are first wanted; `t` has the words that come with them. */
export type PartProps = { session: Session; t: Translate };
