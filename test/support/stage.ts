/**
 * What stands around a browser: a relay that can be killed and started again where it was, on the test's own
 * database; the example betting site on an origin of its own; operators. All of it ends with the test's file.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Site } from '@touchline/relay/sites/store.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import { afterAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from './postgres.ts';
import { createSite, TEST_SECRET } from './relay.ts';
import { type RelayProcess, type RelayProcessOptions, startRelayProcess } from './relay-process.ts';

export type Stage = Pick<TestDatabase, 'db'> & {
  databaseUrl: string;
  relay: LastingRelay;
  site: Site;
  /** Of the betting site: another host than the relay's, as it is for a brand. */
  siteUrl: string;
};

/** `origins`: more pages that may show the chat. */
export async function setStage({ origins = [] as string[] } = {}): Promise<Stage> {
  const { db, url } = await createTestDatabase();
  const relay = await startLastingRelay({ databaseUrl: url });
  const siteUrl = await startBettingSite(relay.url);
  const site = await createSite(db, {
    key: SITE_KEY,
    name: 'Fairplay',
    languages: [...LOCALES],
    origins: [siteUrl, ...origins],
    settings: SETTINGS,
  });
  return { db, databaseUrl: url, relay, site, siteUrl };
}

export const SITE_KEY = 'fairplay';
export const GREETING = 'Hello! How can we help?';

const SETTINGS: Site['settings'] = {
  greeting: { en: GREETING, be: 'Вітаем! Чым можам дапамагчы?' },
  privacyUrl: { en: 'https://fairplay.example/privacy' },
  notices: [{ label: { en: '18+' } }, { label: { en: 'Licence' }, url: { en: 'https://fairplay.example/licence' } }],
};

export type LastingRelay = {
  readonly url: string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Where it was before. */
  start(): Promise<void>;
  /** Deaf and mute, its sockets open. */
  pause(): void;
  resume(): void;
};

export async function startLastingRelay(options: RelayProcessOptions): Promise<LastingRelay> {
  let running: RelayProcess = await startRelayProcess(options);
  const { url } = running;
  const port = Number(new URL(url).port);
  afterAll(() => running.kill());
  return {
    url,
    kill: () => running.kill(),
    async start() {
      running = await startRelayProcess({ ...options, port });
    },
    pause: () => running.signal('SIGSTOP'),
    resume: () => running.signal('SIGCONT'),
  };
}

export async function startBettingSite(chatUrl: string): Promise<string> {
  const child = fork(new URL('../../examples/betting-site/server.ts', import.meta.url), {
    execArgv: [],
    silent: true,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      EXAMPLE_PORT: '0',
      CHAT_URL: chatUrl,
      CHAT_SITE: SITE_KEY,
      CHAT_KEY_ID: 'one',
      CHAT_SECRET: TEST_SECRET,
    },
  });
  afterAll(() => child.kill());
  const [message] = await once(child, 'message');
  return (message as { url: string }).url.replace('127.0.0.1', 'localhost');
}
