/** The servers under test, as processes. */
import { signIn, TEST_ORIGIN } from '../support/relay.ts';
import { PER_OPERATOR } from './adapters/adapter.ts';
import type { RelayDoor } from './adapters/touchline.ts';
import type { Child } from './child.ts';
import type { Entrant } from './contest.ts';
import type { Dialect } from './generator.ts';
import type { DatabaseHello, DatabaseTask } from './servers/database.ts';
import type { RelayTask } from './servers/relay.ts';

/** One process, for players and operators. */
export function oneNode(dialect: Dialect, file: string): Entrant {
  return {
    dialect,
    async open(start) {
      const url = urlOf(await start(server(file)));
      return { players: url, operators: url };
    },
  };
}

/** Two processes with Redis between them, one for players, one for operators. */
export function twoNodes(dialect: Dialect, file: string, redisUrl: string): Entrant {
  return {
    dialect,
    async open(start) {
      const task = { redisUrl };
      return {
        players: urlOf(await start(server(file), { task })),
        operators: urlOf(await start(server(file), { task })),
      };
    },
  };
}

/**
 * Relays at a Postgres of their own: two when there is a Redis for them. `translatesInMs`: what players write is
 * translated for their operators, in so much time.
 */
export function relays(conversations: number, redisUrl?: string, translatesInMs?: number): Entrant {
  return {
    dialect: 'touchline',
    async open(start) {
      const task: DatabaseTask = {
        operators: Math.ceil(conversations / PER_OPERATOR),
        translates: translatesInMs !== undefined,
      };
      const database = (await start(server('database.ts'), { task, profileDir: null })).hello as DatabaseHello;
      const { databaseUrl, siteKey } = database;
      const relayTask: RelayTask = {
        databaseUrl,
        ...(redisUrl && { redisUrl }),
        ...(translatesInMs && { translatesInMs }),
      };
      const relay = async () => urlOf(await start(server('relay.ts'), { task: relayTask }));
      const players = await relay();
      const operators = redisUrl ? await relay() : players;
      const cookies: string[] = [];
      for (const operator of database.operators) cookies.push(await signIn(operators, operator));
      return { players, operators, siteKey, origin: TEST_ORIGIN, cookies } satisfies RelayDoor;
    },
  };
}

function server(file: string): URL {
  return new URL(`servers/${file}`, import.meta.url);
}

function urlOf({ hello }: Child): string {
  return (hello as { url: string }).url;
}
