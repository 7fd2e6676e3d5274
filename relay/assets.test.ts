/** Two releases behind one balancer: whichever relay is asked, a page gets the parts that were built with it. */
import { gunzipSync } from 'node:zlib';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../test/support/postgres.ts';
import { startTestRelay, type TestRelay } from '../test/support/relay.ts';
import { buildReleases, markOf, nameOf, type Release } from '../test/support/releases.ts';
import { createAssets, hashedNames } from './assets.ts';
import type { Database } from './platform/postgres.ts';

const { db } = await createTestDatabase();
const { first, second } = await buildReleases();
let relays: Record<Release['name'], TestRelay>;

beforeAll(async () => {
  relays = {
    first: await startTestRelay(db, { dist: first.dist }),
    second: await startTestRelay(db, { dist: second.dist }),
  };
});
afterAll(async () => {
  await relays.first.close();
  await relays.second.close();
});

const get = (relay: TestRelay, path: string, headers: Record<string, string> = {}) =>
  relay.app.inject({ method: 'GET', url: path, headers });

describe.each([
  ['a page from before the deploy', first, 'second'],
  ['a page from after it', second, 'first'],
] as const)('%s, at a relay of the other release', (_name, release, asked) => {
  it.each(['client', 'panel', 'later'])('gets its own %s', async (part) => {
    const answer = await get(relays[asked], `/assets/${await nameOf(release.dist.widget, part)}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(markOf(release.name, part));
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
  });

  it('gets its own inbox, and nobody else’s pages do', async () => {
    const answer = await get(relays[asked], `/inbox/assets/${await nameOf(release.dist.inbox, 'index')}`);
    expect(answer.body).toContain(markOf(release.name, 'index'));
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    const style = await get(relays[asked], `/inbox/assets/${await nameOf(release.dist.inbox, 'index', 'css')}`);
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it('gets it compressed when it can read that', async () => {
    const path = `/assets/${await nameOf(release.dist.widget, 'panel')}`;
    const answer = await get(relays[asked], path, { 'accept-encoding': 'gzip, deflate, br' });
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(String(gunzipSync(answer.rawPayload))).toBe((await get(relays[asked], path)).body);
  });
});

describe('positive control', () => {
  it('without what was shipped the parts of both releases are mixed', async () => {
    const lonely = await startTestRelay(db, { dist: second.dist });
    await db.query(`delete from assets where path not like '%second%'`);
    const answer = await get(lonely, `/assets/${await nameOf(first.dist.widget, 'panel')}`);
    expect(answer.body).toContain(markOf('second', 'panel'));
    expect(answer.headers['cache-control']).toBe('no-store');
    await lonely.close();
  });
});

describe('what is shipped', () => {
  const files = hashedNames(`${first.dist.widget}assets`).length + hashedNames(`${first.dist.inbox}assets`).length;
  beforeEach(() => db.query('delete from assets'));
  const paths = async () => (await db.query<{ path: string }>('select path from assets order by path')).rows;
  const assetsOf = ({ dist }: Release, on: Database = db) => createAssets({ db: on, clock: systemClock, dist });

  it('by relays that start together stands there once', async () => {
    await Promise.all([first, second, first, second, first].map((release) => assetsOf(release).ship()));
    expect(await paths()).toHaveLength(2 * files);
  });

  it('again is not sent again, only renewed', async () => {
    await assetsOf(first).ship();
    await db.query(`update assets set shipped_at = now() - interval '29 days', body = ''`);
    await assetsOf(first).ship();
    const { rows } = await db.query(
      `select 1 from assets where body = '' and shipped_at > now() - interval '1 minute'`,
    );
    expect(rows).toHaveLength(files);
  });

  it('by nobody for thirty days goes at the next start, and stays until then', async () => {
    await assetsOf(first).ship();
    await db.query(`update assets set shipped_at = now() - interval '29 days'`);
    await assetsOf(second).ship();
    expect(await paths()).toHaveLength(2 * files);
    await db.query(`update assets set shipped_at = now() - interval '31 days'`);
    await assetsOf(second).ship();
    expect((await paths()).every(({ path }) => path.includes('second'))).toBe(true);
  });

  it('later than the last look is found all the same', async () => {
    const assets = assetsOf(first);
    const path = `assets/${await nameOf(second.dist.widget, 'panel')}`;
    expect(await assets.find(path)).toBeNull();
    await assetsOf(second).ship();
    expect(String((await assets.find(path))?.body)).toContain(markOf('second', 'panel'));
  });
});

describe('names that somebody invented', () => {
  it('cost one query for all of them, and those that stay wanted cost none', async () => {
    let queries = 0;
    const query = (...given: Parameters<Database['query']>) => {
      queries++;
      return db.query(...given);
    };
    const counted = { ...db, query: query as Database['query'] };
    const assets = createAssets({ db: counted, clock: systemClock, dist: first.dist });
    await createAssets({ db, clock: systemClock, dist: second.dist }).ship();
    const path = `assets/${await nameOf(second.dist.widget, 'panel')}`;
    await assets.find(path);
    expect(queries).toBe(2);
    await assets.find(path);
    expect(queries).toBe(2);
    const hash = () => crypto.randomUUID().slice(0, 8);
    await Promise.all(Array.from({ length: 2_000 }, () => assets.find(`assets/panel-${hash()}.js`)));
    expect(queries).toBe(3);
  });
});
