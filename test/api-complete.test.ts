/** Nothing is forgotten: what people can do in the inbox a program can do, too, or it is said why not. */
import { FRAMES, LEFT_OUT } from '@touchline/relay/api/left-out.ts';
import { SCOPES } from '@touchline/relay/api/scopes.ts';
import { API_SCOPES } from '@touchline/shared/api.ts';
import { operatorUp } from '@touchline/shared/up.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { routesOf } from './support/authorisation-matrix.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startTestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
const relay = await startTestRelay(db);
afterAll(() => relay.close());

const routes = routesOf(relay.app.printRoutes({ commonPrefix: false }));
const undecided = (all: readonly string[]) => all.filter((route) => !SCOPES.has(route) && !LEFT_OUT.has(route));

describe('every route of the relay', () => {
  it('is for programs, or it is said why not', () => {
    expect(undecided(routes)).toEqual([]);
  });

  it('is one or the other, and no route is spoken of that is not there', () => {
    expect([...SCOPES.keys()].filter((route) => LEFT_OUT.has(route))).toEqual([]);
    expect([...SCOPES.keys(), ...LEFT_OUT.keys()].filter((route) => !routes.includes(route))).toEqual([]);
  });

  it('the check fails for one that somebody adds', () => {
    expect(undecided([...routes, 'GET /api/sites/:id/secrets'])).toEqual(['GET /api/sites/:id/secrets']);
  });
});

describe('every frame of operators', () => {
  it('has a route that does the same, or a reason', () => {
    const types = operatorUp.options.map((one) => one.shape.type.value);
    expect(Object.keys(FRAMES).sort()).toEqual([...types].sort());
    for (const said of Object.values(FRAMES)) {
      if ('route' in said) expect(SCOPES.has(said.route)).toBe(true);
      else expect(said.why).toMatch(/^[A-Z].*\.$/);
    }
  });
});

it('every scope opens something', () => {
  const used = new Set([...SCOPES.values()].map(({ scope }) => scope));
  expect(API_SCOPES.filter((scope) => !used.has(scope))).toEqual([]);
});
