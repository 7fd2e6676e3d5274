/** A real relay on a test's own database, in the test's process: sockets and routes are the real ones. */
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildRelay } from '@touchline/relay/app.ts';
import { createDiskStore } from '@touchline/relay/files/disk-store.ts';
import { hashPassword } from '@touchline/relay/operators/passwords.ts';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { createLocalBus } from '@touchline/relay/platform/bus.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { epoch } from '@touchline/relay/platform/postgres-checks.ts';
import type { RelayDeps } from '@touchline/relay/relay-deps.ts';
import { createSiteStore, type Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { type OperatorRole, TOPICS } from '@touchline/shared/people.ts';
import { retentionRules } from '@touchline/shared/privacy.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { alertLimits } from '@touchline/shared/supervision.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { newId } from '@touchline/shared/wire.ts';

export type TestRelay = { url: string; close(): Promise<void>; app: Awaited<ReturnType<typeof buildRelay>>['app'] };

const MANY_FILES = { files: 1_000_000, bytes: 1e15 };

/** Generous limits: what is tested elsewhere than in limits.test.ts should not meet them. */
export const UNLIMITED = {
  player: { burst: 1_000_000, perSecond: 1_000_000 },
  operator: { burst: 1_000_000, perSecond: 1_000_000 },
  posts: { points: 1_000_000, seconds: 1 },
  socketsPerAddress: 1_000_000,
  api: { points: 1_000_000, seconds: 60 },
  files: { player: MANY_FILES, operator: MANY_FILES },
};

export async function startTestRelay(db: Database, more: Partial<RelayDeps> = {}): Promise<TestRelay> {
  const folder = join(tmpdir(), `touchline-files-${crypto.randomUUID()}`);
  const relay = await buildRelay({
    db,
    bus: createLocalBus((error) => {
      throw error;
    }),
    clock: systemClock,
    epoch: await epoch(db),
    logger: false,
    trustProxy: false,
    limits: UNLIMITED,
    isTrial: true,
    fileStore: testFileStore(folder),
    ...more,
  });
  await relay.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = relay.app.server.address() as AddressInfo;
  const close = async () => {
    await relay.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, close, app: relay.app };
}

/** A folder that is made when the first file comes. */
export function testFileStore(folder: string, more: { spareBytes?: number } = {}) {
  return createDiskStore({ folder, clock: systemClock, log: { error: () => {} }, ...more });
}

export const TEST_ORIGIN = 'https://brand.example';
export const TEST_SECRET = 'a secret of thirty-two bytes or more';
export const TEST_PASSWORD = 'a long enough password';

export async function createSite(db: Database, more: Partial<Site> = {}): Promise<Site> {
  const key = more.key ?? `site-${crypto.randomUUID().slice(0, 8)}`;
  const site: Site = {
    id: newId(systemClock.now()),
    key,
    name: 'Brand',
    languages: ['en', 'be'],
    defaultLanguage: 'en',
    topics: [...TOPICS],
    origins: [TEST_ORIGIN],
    settings: { notices: [] },
    // Most tests are about something else: their operators take what they like, and their crowds are no flood.
    routing: routingRules.parse({ mode: 'pick', anonymousWaitingMax: 100_000 }),
    translation: translationRules.parse({}),
    retention: retentionRules.parse({}),
    alerts: alertLimits.parse({}),
    answeredIn: [],
    identityKeys: [{ kid: 'one', algorithm: 'HS256', material: TEST_SECRET }],
    ...more,
  };
  await createSiteStore(db).create(site, null);
  return site;
}

export type TestOperator = { id: string; name: string; email: string; password: string };

export async function createOperator(
  db: Database,
  sites: Site[],
  { name = 'Alesia', role = 'operator' as OperatorRole, isAdministrator = false } = {},
): Promise<TestOperator> {
  const store = createOperatorStore(db);
  const id = newId(systemClock.now());
  const email = `${id}@brand.example`;
  await store.create({ id, name, email, isAdministrator, passwordHash: await hashPassword(TEST_PASSWORD) });
  for (const site of sites) await store.join(id, site.id, role);
  return { id, name, email, password: TEST_PASSWORD };
}

/** Signs in over HTTP; resolves to the cookie to send. */
export async function signIn(url: string, { email, password }: TestOperator): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (response.status !== 200) throw new Error(`signing in answered ${response.status}`);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
