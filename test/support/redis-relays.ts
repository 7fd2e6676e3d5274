/** Two relays that know each other by a Redis only, one for who writes and one for who reads, and their readers' clocks. */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { until } from './conditions.ts';
import type { Ledger } from './ledger.ts';
import { newMark } from './ledger.ts';
import { createScreenClient } from './screen-client.ts';

/** What `/ready` says: `ready`, or `degraded` without Redis. */
export async function statusOf(relay: { url: string }): Promise<string> {
  const response = await fetch(`${relay.url}/ready`);
  return ((await response.json()) as { status: string }).status;
}

export const untilStatus = (status: string, relays: { url: string }[], longestMs?: number) =>
  until(
    `all relays are ${status}`,
    async () => (await Promise.all(relays.map(statusOf))).every((one) => one === status),
    longestMs,
  );

export type Pair = { writes: { url: string }; reads: { url: string } };

export type PlayerOnTwo = Awaited<ReturnType<typeof createPlayerOnTwo>>;

/** A player with a screen on each of two relays. */
export async function createPlayerOnTwo({ writes, reads }: Pair, site: Site, ledger: Ledger) {
  const author = createScreenClient({ url: () => writes.url, site, ledger });
  const { token, conversation } = author;
  await author.ready();
  const wire: number[] = [];
  const reader = createScreenClient({
    url: () => reads.url,
    site,
    ledger,
    token,
    conversation,
    reader: 'the reader',
    swallow(frame) {
      if (frame.type === 'events') wire.push(...frame.events.map(({ seq }) => seq));
      return false;
    },
  });
  await reader.settled();

  return {
    conversation,
    /** Every seq as it came to the reader, whatever its screen made of it. */
    wire,
    post(mark = newMark()): string {
      author.post(mark);
      return mark;
    },
    settled: () => author.settled(),
    /** Newest on the author's screen. */
    seq: author.seq,
    /**
     * Sends one, waits for its ack, until the reader is shown it and `alsoShown` holds; resolves to what that took,
     * in ms. Rejects when it is not shown in time.
     */
    async deliver(longestMs: number, alsoShown = () => true): Promise<number> {
      const start = performance.now();
      const mark = this.post();
      await author.settled();
      const left = longestMs - (performance.now() - start);
      await until(`the reader is shown ${mark}`, () => reader.bubbles().includes(mark) && alsoShown(), left);
      return performance.now() - start;
    },
    untilShown: (seq: number, longestMs: number) =>
      until('both have everything', () => reader.seq() >= seq && author.seq() >= seq, longestMs),
    close() {
      author.close();
      reader.close();
    },
  };
}

/** The newest seq of a conversation in the database. */
export async function newestSeq(db: Database, conversation: string): Promise<number> {
  const { rows } = await db.query<{ seq: number }>('select last_seq as seq from conversations where id = $1', [
    conversation,
  ]);
  return rows[0]?.seq ?? 0;
}
