/** The published description of the REST API against the relay: every operation is asked, every answer is as described. */

import { createHash } from 'node:crypto';
import { Validator } from '@seriousme/openapi-schema-validator';
import { API_SCOPES } from '@touchline/shared/api.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, routesOf } from './support/authorisation-matrix.ts';
import { createWorld, type World } from './support/authorisation-world.ts';
import {
  createJudge,
  type Described,
  type OpenApi,
  operationsOf,
  readDescription,
  routeOf,
} from './support/openapi.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
const relay: TestRelay = await startTestRelay(db);
const world: World = await createWorld(db, () => relay.url);
const document: OpenApi = await readDescription(relay.url);
const operations = operationsOf(document);
const judge = createJudge(document);
let all: string;
let none: string;
beforeAll(async () => {
  all = await keyOf([...API_SCOPES]);
  none = await keyOf([]);
});
afterAll(() => relay.close());

/** Of the site's administrator; without scopes none is made by the route. */
async function keyOf(scopes: string[]): Promise<string> {
  const token = `tlk_${newToken()}`;
  await db.query(
    `insert into api_keys (id, site_id, operator_id, name, token_hash, scopes, expires_at)
     values (gen_random_uuid(), $1, $2, 'a test', $3, $4, now() + interval '1 day')`,
    [world.siteId('own'), world.administrator, createHash('sha256').update(token).digest(), scopes],
  );
  return token;
}

async function ask({ method }: Described, url: string, token: string | null, body?: object) {
  const response = await fetch(relay.url + url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.text(), headers: response.headers };
}

function rowOf(one: Described) {
  const row = ROUTES[routeOf(one)];
  if (!row) throw new Error(`the matrix has no row for ${routeOf(one)}`);
  return row;
}
const isForEveryKey = ({ operation }: Described) => operation.description === 'Every key may.';
function ownOf(one: Described): number {
  const { admin } = rowOf(one).answers;
  return typeof admin === 'number' ? admin : admin.own;
}
const requestOf = (one: Described, standing: 'own' | 'otherSite' = 'own') =>
  rowOf(one).request(world, standing, 'admin');

describe('the description', () => {
  it('is OpenAPI, and about nothing that is not there', async () => {
    expect(document.openapi).toBe('3.1.0');
    const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    const routes = routesOf(relay.app.printRoutes({ commonPrefix: false }));
    expect(operations.map(routeOf).filter((route) => !routes.includes(route))).toEqual([]);
    expect(operations.length).toBeGreaterThan(75);
  });

  it('has a name, a sentence and the scope of every operation', () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/^[A-Z].*\.$/);
      expect(operation.description).toMatch(/`\w+:(read|write)`|^Every key may\.$/);
    }
  });

  it('the check fails on an answer that is not as described', async () => {
    const one = operations.find((each) => routeOf(each) === 'GET /api/sites/:id/settings') as Described;
    const { url } = await requestOf(one);
    const { status, body } = await ask(one, url, all);
    expect(judge(one, status, body)).toEqual([]);
    expect(judge(one, status, body.replace('"version":0', '"version":"0"'))).not.toEqual([]);
    expect(judge(one, 418, body)).toEqual(['418 is not described']);
  });
});

describe.each(operations.map((one) => [routeOf(one), one] as const))('%s', (_, one) => {
  it('answers as described', async () => {
    const { url, body } = await requestOf(one);
    const answer = await ask(one, url, all, body);
    expect(judge(one, answer.status, answer.body)).toEqual([]);
    // What the site's administrator is answered in a browser, or its description would be tried on refusals alone.
    expect(answer.status).toBe(isForEveryKey(one) ? 200 : ownOf(one));
    expect(Number(answer.headers.get('ratelimit-remaining'))).toBeGreaterThan(0);
  });

  it('refuses as described whoever has no key, no scope, or another site', async () => {
    const { url, body } = await requestOf(one);
    const refusals: [number, Awaited<ReturnType<typeof ask>>][] = [
      [401, await ask(one, url, null, body)],
      [401, await ask(one, url, 'tlk_wrong', body)],
    ];
    if (!isForEveryKey(one)) refusals.push([403, await ask(one, url, none, body)]);
    for (const [status, answer] of refusals) {
      expect([answer.status, judge(one, answer.status, answer.body)]).toEqual([status, []]);
    }
    // It names no site.
    if (isForEveryKey(one)) return;
    const foreign = await requestOf(one, 'otherSite');
    const answer = await ask(one, foreign.url, all, foreign.body);
    expect([answer.status, judge(one, answer.status, answer.body)]).toEqual([404, []]);
  });

  it.runIf(one.operation.requestBody)('refuses as described a body that is none', async () => {
    const { url } = await requestOf(one);
    const answer = await ask(one, url, all, { nobody: 'asked for this' });
    // A file is of a kind that may not be sent.
    const status = one.operation.requestBody?.content['application/json'] ? 400 : 415;
    expect([answer.status, judge(one, answer.status, answer.body)]).toEqual([status, []]);
  });
});
