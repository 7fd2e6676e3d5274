/**
 * Many players who write and read at the same time, each with one screen that writes and one that reads, by the
 * product's own client. Knows for how long each of them was away: from the loss of its line until it had caught up.
 */
import type { Site } from '@touchline/relay/sites/store.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { until } from './conditions.ts';
import { type Ledger, newMark } from './ledger.ts';
import { createScreenClient, type ScreenClient } from './screen-client.ts';

const LOOK_EVERY_MS = 20;
const WRITE_EVERY_MS = 20;
const SETTLES_WITHIN_MS = 60_000;

export type Crowd = ReturnType<typeof createCrowd>;

type Options = {
  /** Of the relay to connect to, asked at every attempt. */
  url(): string;
  site: Site;
  ledger: Ledger;
  conversations: number;
};

export function createCrowd({ conversations, ...options }: Options) {
  const pairs = Array.from({ length: conversations }, (_, n): Pair => {
    // With the product's own patience: how fast they are back is among what is judged.
    const common = { ...options, random: Math.random };
    const writer = createScreenClient({ ...common, token: newToken(), reader: `writer ${n}` });
    const { token, conversation } = writer;
    return [writer, createScreenClient({ ...common, token, conversation, reader: `reader ${n}` })];
  });
  const clients = pairs.flat();
  const lostAt = new Map<ScreenClient, number>();
  const awayMs: number[] = [];
  let turn = 0;
  let writing: NodeJS.Timeout | undefined;

  const looking = setInterval(() => {
    const now = performance.now();
    for (const client of clients) {
      const lost = lostAt.get(client);
      if (!client.isCaughtUp()) lostAt.set(client, lost ?? now);
      else if (lost !== undefined) {
        lostAt.delete(client);
        awayMs.push(now - lost);
      }
    }
  }, LOOK_EVERY_MS);

  return {
    clients,
    /** Of everybody who was away and is back, in ms. */
    awayMs,
    async ready(): Promise<void> {
      await until('all are there', () => clients.every((client) => client.isReady()), SETTLES_WITHIN_MS);
      await until('nobody is away', () => lostAt.size === 0, SETTLES_WITHIN_MS);
      awayMs.length = 0;
    },
    /** One after the other, `perSecond` messages in all, until `stop`. */
    write(perSecond: number): void {
      let owed = 0;
      writing = setInterval(() => {
        owed += (perSecond * WRITE_EVERY_MS) / 1_000;
        for (; owed >= 1; owed--) pairs[turn++ % pairs.length]?.[0].post(newMark());
      }, WRITE_EVERY_MS);
    },
    stop: () => clearInterval(writing),
    caughtUp: (longestMs = SETTLES_WITHIN_MS) =>
      until('everybody has caught up', () => clients.every((client) => client.isCaughtUp()), longestMs),
    /** Everything is acknowledged, and shown on both screens. */
    async settled(): Promise<void> {
      await Promise.all(
        pairs.map(async ([writer, reader]) => {
          await writer.settled(SETTLES_WITHIN_MS);
          await reader.settled(SETTLES_WITHIN_MS);
          await until('the reader has everything', () => reader.seq() === writer.seq());
        }),
      );
    },
    close(): void {
      clearInterval(writing);
      clearInterval(looking);
      for (const client of clients) client.close();
    },
  };
}

type Pair = [writer: ScreenClient, reader: ScreenClient];
