/** Every route and every door, asked by everybody, for what is theirs and what is not. */
import { buildRelay } from '@touchline/relay/app.ts';
import { createLocalBus } from '@touchline/relay/platform/bus.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { DOORS, ROUTES, routesOf, SITES_DOORS, without } from './support/authorisation-matrix.ts';
import { ROLES, type Role, STANDINGS, type Standing } from './support/authorisation-roles.ts';
import type { Answer } from './support/authorisation-rows.ts';
import { createWorld, METRICS_TOKEN, type World } from './support/authorisation-world.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startTestRelay, TEST_ORIGIN, type TestRelay, testFileStore } from './support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
let world: World;
beforeAll(async () => {
  relay = await startTestRelay(db, { metricsToken: METRICS_TOKEN });
  world = await createWorld(db, () => relay.url);
});
afterAll(() => relay.close());

const rows = { ...ROUTES, ...DOORS };

describe('the matrix has a row for', () => {
  it('every route of the relay, and none for others', () => {
    const routes = routesOf(relay.app.printRoutes({ commonPrefix: false }));
    expect(routes.length).toBeGreaterThan(10);
    expect(without(rows, routes)).toEqual([]);
    expect(Object.keys(rows).filter((row) => !routes.includes(row))).toEqual([]);
  });

  it('every route: the check fails when a row is taken out', () => {
    const { 'GET /api/sites/:id': _, ...fewer } = rows;
    expect(without(fewer, routesOf(relay.app.printRoutes({ commonPrefix: false })))).toEqual(['GET /api/sites/:id']);
  });

  it('every route: the check fails when somebody adds a route', async () => {
    const bus = createLocalBus(() => {});
    const { app, close } = await buildRelay({
      db,
      bus,
      clock: systemClock,
      epoch: 'x',
      logger: false,
      trustProxy: false,
      fileStore: testFileStore(''),
    });
    app.get('/api/transcripts/:id', () => 'planted');
    await app.ready();
    expect(without(rows, routesOf(app.printRoutes({ commonPrefix: false })))).toEqual(['GET /api/transcripts/:id']);
    await close();
  });
});

describe('routes', () => {
  for (const [route, { request, answers }] of Object.entries(ROUTES)) {
    it.each(ROLES)(`${route} by %s`, async (role) => {
      const [method = ''] = route.split(' ');
      const refusals = new Set<string>();
      for (const standing of standingsOf(answers[role])) {
        const { status, body } = await ask(method, role, await request(world, standing, role));
        expect({ standing, status }).toEqual({ standing, status: answerFor(answers[role], standing) });
        if (standing !== 'own' && status >= 400) refusals.add(body);
      }
      // "Not yours" and "not there" are the same answer, to the byte.
      if (!SITES_DOORS.includes(route)) expect(refusals.size).toBeLessThanOrEqual(1);
    });
  }
});

describe('doors', () => {
  for (const [door, { url, answers }] of Object.entries(DOORS)) {
    it.each(ROLES)(`${door} by %s`, async (role) => {
      for (const standing of standingsOf(answers[role])) {
        const origin = door === 'GET /socket' ? TEST_ORIGIN : relay.url;
        const headers = { origin, ...(await world.headers(role)) };
        const status = await knock(url(world, standing), headers);
        expect({ standing, status }).toEqual({ standing, status: answerFor(answers[role], standing) });
      }
    });
  }

  it.each([
    ['without an origin', {}],
    ['with an empty one', { origin: '' }],
    ['with `null`', { origin: 'null' }],
  ])('the players’ door is shut to a request %s', async (_, headers) => {
    expect(await knock(`/socket?site=${world.site.key}`, headers)).toBe(403);
  });

  it('no other address can be upgraded', async () => {
    for (const path of ['/', '/health', '/inbox', '/sites/x/start', '/socket/', '//socket', '/socket%2f']) {
      expect(await knock(path, { origin: TEST_ORIGIN })).toBe(404);
    }
  });
});

async function ask(
  method: string,
  role: Role,
  { url, headers, body }: { url: string; headers?: object; body?: object },
) {
  const response = await fetch(relay.url + url, {
    method,
    headers: {
      ...(await world.headers(role)),
      ...headers,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.text() };
}

/** 101 when the socket opens, else the status that refused it. */
function knock(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(relay.url.replace('http', 'ws') + path, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', reject);
  });
}

function standingsOf(answer: Answer): readonly Standing[] {
  return typeof answer === 'number' ? ['own'] : STANDINGS;
}

function answerFor(answer: Answer, standing: Standing): number {
  return typeof answer === 'number' ? answer : answer[standing];
}
