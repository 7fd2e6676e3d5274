/**
 * Whether translating holds up what is said: how late the slowest messages are shown where half of all messages are
 * translated by somebody slow, against the same without any translation. At a pace that is a very busy site's.
 */
import { contest } from '../contest.ts';
import { relays } from '../entrants.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import { rowsOf } from '../rows.ts';

const CONVERSATIONS = 200;
const PER_SECOND = 100;
const TRANSLATES_IN_MS = 500;
const FULL = { rounds: 11, roundMs: 5_000, warmUpMs: 4_000 };
const QUICK = { rounds: 3, roundMs: 2_000, warmUpMs: 1_500 };

export const translatedDelivery: Figure = { name: 'translated-delivery', measure };

async function measure(options: BenchOptions): Promise<Row[]> {
  const { rounds, roundMs, warmUpMs } = options.quick ? QUICK : FULL;
  const entrants = {
    touchline: relays(CONVERSATIONS, undefined, TRANSLATES_IN_MS),
    untranslated: relays(CONVERSATIONS),
  };
  return contest(entrants, { ...options, conversations: CONVERSATIONS, warmUpMs }, async ({ play }) =>
    rowsOf('translated-delivery', await play(Object.keys(entrants), rounds, roundMs, PER_SECOND)),
  );
}
