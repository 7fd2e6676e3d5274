/**
 * A shift at a desk of 100,000 conversations and some 500,000 messages of five brands: searching, the seven lists, opening
 * a conversation in Chromium, one of 2,000 messages, a list of 5,000 rows, and the inbox's first load.
 */
import { systemClock } from '@touchline/shared/clock.ts';
import { deskLists } from '../desk-lists.ts';
import { deskScreens } from '../desk-screens.ts';
import { deskSearch } from '../desk-search.ts';
import type { BenchOptions, Figure, Row } from '../figure.ts';
import { checkDesk } from '../servers/desk-check.ts';
import { fillDesk } from '../servers/desk-world.ts';
import { withDatabase } from '../servers/own-database.ts';
import { readAll } from '../servers/search-index.ts';

const FULL = { conversations: 100_000, waiting: 5_000, long: 2_000 };
const QUICK = { conversations: 4_000, waiting: 500, long: 300 };

export const desk: Figure = { name: 'desk', measure };

async function measure({ quick, say }: BenchOptions): Promise<Row[]> {
  const size = quick ? QUICK : FULL;
  return withDatabase(async (db, url) => {
    const begun = performance.now();
    const world = await fillDesk(db, { ...size, now: systemClock.now() });
    const { texts, megabytes } = await readAll(db);
    await checkDesk(db, world.sample);
    const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
    say(
      `${size.conversations} conversations, ${world.messages} messages, ${texts} texts in ${megabytes} MB: ${seconds} s`,
    );
    return [
      ...(await deskSearch(db, world, { quick, say })),
      ...(await deskLists(db, world, { quick, say })),
      ...(await deskScreens(url, world, { quick, say })),
    ];
  });
}
