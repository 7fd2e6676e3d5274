/**
 * Card numbers are masked before a text is stored or sent. What knows them is a script of its own, fetched when a text
 * has as many digits as one: most never do.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { persistently } from './persistently.ts';

/** As many digits as the shortest card has, of any script, near each other. More texts than redact.ts masks, and none less. */
const MAY_HOLD_CARD = /(\p{Nd}\P{Nd}{0,3}){13}/u;

export function createMasking(clock: Clock) {
  let redact: ((text: string) => string) | undefined;
  let coming: Promise<void> | undefined;

  return {
    /** Undefined as long as that cannot be said. */
    redact: (text: string) => (MAY_HOLD_CARD.test(text) ? redact?.(text) : text),

    /** Resolves when it can. */
    async readyFor(text: string): Promise<void> {
      if (!MAY_HOLD_CARD.test(text)) return;
      coming ??= persistently(clock, () => import('@touchline/shared/redact.ts').then((script) => script.redact)).then(
        (found) => {
          redact = found;
        },
      );
      return coming;
    },
  };
}
