import { createRoutingStore } from '@touchline/relay/routing/store.ts';
import { createPresenceStore } from '@touchline/relay/presence/store.ts';
import { createDesk } from '@touchline/relay/conversations/desk.ts';
import { inQueueOrder } from '@touchline/shared/queue.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createTestDatabase } from './support/postgres.ts';
import { fillDesks, fillQueue } from './support/full-queue.ts';
import { createReleaseDatabase } from './support/release-data.ts';
import { migrate } from '@touchline/relay/platform/migrate.ts';
import { resolve } from 'node:path';
import { routedSite } from './support/shift.ts';

const { db } = await createTestDatabase();
const time = async (name: string, n: number, f: () => Promise<unknown>) => {
  await f();
  const all = [];
  for (let i = 0; i < n; i++) { const t = performance.now(); await f(); all.push(performance.now() - t); }
  all.sort((a, b) => a - b);
  console.log(name.padEnd(44), 'p50', all[n >> 1]!.toFixed(1), 'ms  max', all[n - 1]!.toFixed(1));
};
const busy = async (name: string, f: () => Promise<unknown>) => {
  let worst = 0, last = performance.now();
  const t = setInterval(() => { const now = performance.now(); worst = Math.max(worst, now - last); last = now; }, 1);
  const c = process.cpuUsage();
  for (let i = 0; i < 5; i++) await f();
  clearInterval(t);
  console.log(name.padEnd(44), 'loop blocked at most', worst.toFixed(0), 'ms; cpu of relay per call', (process.cpuUsage(c).user / 5000).toFixed(0), 'ms');
};

it('plans', async () => {
  const site = await routedSite(db);
  await db.query(`with players as (insert into contacts (id, site_id) select gen_random_uuid(), $1 from generate_series(1, 100000) returning id)
    insert into conversations (id, site_id, contact_id, status, topic, language, last_seq, resolved_at, assigned_at, updated_at)
    select gen_random_uuid(), $1, id, 'resolved', 'other', 'en', 2, now() - random() * interval '90 days', now() - random() * interval '90 days', now() - random()*interval '90 days' from players`, [site.id]);
  await db.query(`update conversations set assignee_id = null`);
  const store = createRoutingStore(db, 15000);
  const presence = createPresenceStore(db, crypto.randomUUID(), 15000);
  await fillDesks(db, site, 60, 4);
  await fillQueue(db, site, 10_000);
  await db.query(`update conversations set queued_at = now() - random() * interval '1 hour' where status = 'waiting'`);
  await db.query('analyze');
  const rules = routingRules.parse({});
  const queue = await store.waiting(site.id);
  await time('waiting(10,000)', 9, () => store.waiting(site.id));
  await busy('waiting(10,000)', () => store.waiting(site.id));
  await time('inQueueOrder(10,000)', 9, async () => inQueueOrder(queue, rules.queue));
  const head = inQueueOrder(queue, rules.queue).slice(0, 200).map((o) => o.id);
  await time('details(200)', 9, () => store.details(site.id, head));
  await time('available (60)', 9, () => store.available(site.id));
  await time('isStaffed', 9, () => store.isStaffed(site.id));
  await time('assignedWithin 30 min', 9, () => store.assignedWithin(site.id, 1800000));
  await time('anonymousWaiting(500)', 9, () => store.anonymousWaiting(site.id, 500));
  await time('heldByGone', 9, () => store.heldByGone(60000));
  await time('silent', 9, () => store.silent(600000));
  await time('sitesWithWaiting', 9, () => store.sitesWithWaiting());
  await time('endLateOffers', 9, () => store.endLateOffers());
  await time('team', 9, () => presence.team([site.id]));
  await time('notice', 9, () => presence.notice());
  const desk = createDesk(db);
  await time('desk list waiting', 5, () => desk.list([site.id], crypto.randomUUID(), 'waiting', undefined));
  // newest, most urgent
  const danger = queue[0]!.id;
  await db.query(`update conversations set topic='safer-gambling', queued_at=now() where id=$1`, [danger]);
  const listed = await desk.list([site.id], crypto.randomUUID(), 'waiting', undefined);
  console.log('safer-gambling in the list of the waiting at 10,000:', listed.rows.some((r) => r.id === danger));
  const ops = (await db.query(`select operator_id from operator_presence`)).rows.map((r: any) => r.operator_id);
  await db.query(`insert into offers (id, conversation_id, operator_id, offered_at, expires_at, outcome) select gen_random_uuid(), gen_random_uuid(), $1, now(), now(), 'accepted' from generate_series(1,200000)`, [ops[0]]);
  await db.query('analyze offers');
  await time('endLateOffers with 200k old offers', 9, () => store.endLateOffers());
  await time('waiting with 200k old offers', 5, () => store.waiting(site.id));
}, 120_000);

it('append: before and after', async () => {
  const site = await routedSite(db);
  const two = await readFile('relay/migrations/0002_append.sql', 'utf8');
  await db.query(two.replace('create function append_events', 'create function append_before'));
  const ids = (await db.query(`with p as (insert into contacts (id, site_id) select gen_random_uuid(), $1 from generate_series(1, 400) returning id)
    insert into conversations (id, site_id, contact_id, status, language, last_seq) select gen_random_uuid(), $1, id, 'waiting', 'en', 0 from p returning id`, [site.id])).rows.map((r: any) => r.id);
  const run = async (fn: string, size: number) => {
    const some = ids.slice(0, size);
    const items = some.map((c: string, i: number) => ({ i, c, k: crypto.randomUUID(), by: 'player', es: 'waiting', ea: null, seen: null, changes: false, n: 1, m: 1, st: 'waiting', aid: null, aname: null, topic: null, lang: 'en', rp: 0, ro: 0, page: null }));
    const h = items.map((x: any) => ({ i: x.i, o: 1, type: 'message', kind: 'player', author: null, name: null, k: x.k, d: { text: 'hello there' } }));
    await db.query(`select * from ${fn}($1::json,$2::json)`, [JSON.stringify(items), JSON.stringify(h)]);
  };
  for (const size of [1, 50, 400]) for (let pass = 0; pass < 2; pass++)
    for (const fn of ['append_before', 'append_events']) await time(`${fn} × ${size}`, size === 400 ? 15 : 60, () => run(fn, size));
}, 120_000);

it('migration with 100,000 conversations', async () => {
  const { db: old } = await createReleaseDatabase();
  const site = (await old.query('select id from sites limit 1')).rows[0] as any;
  const op = (await old.query('select id from operators limit 1')).rows[0] as any;
  await old.query(`with p as (insert into contacts (id, site_id) select gen_random_uuid(), $1 from generate_series(1, 100000) returning id)
    insert into conversations (id, site_id, contact_id, status, language, last_seq, assignee_id, resolved_at) select gen_random_uuid(), $1, id, 'resolved', 'en', 2, $2, now() from p`, [site.id, op.id]);
  const t = performance.now();
  let worst = 0, stop = false;
  const probe = (async () => { while (!stop) { const s = performance.now(); await old.query('select id from conversations limit 1'); worst = Math.max(worst, performance.now() - s); } })();
  await migrate(old, resolve(import.meta.dirname, '../relay/migrations'));
  stop = true; await probe;
  console.log('migrations', (performance.now() - t).toFixed(0), 'ms; a plain select waited at most', worst.toFixed(0), 'ms');
}, 120_000);

it('deadlocks', async () => {
  const site = await routedSite(db, {});
  await db.query('delete from operator_sockets');
  await fillDesks(db, site, 60, 4);
  const ops = (await db.query('select m.operator_id as id from memberships m where m.site_id=$1', [site.id])).rows.map((r: any) => r.id);
  const store = createRoutingStore(db, 15000);
  const n1 = (await db.query('insert into nodes (id) values (gen_random_uuid()) returning id')).rows[0] as any;
  const p = createPresenceStore(db, n1.id, 15000);
  const shuffle = (a: any[]) => [...a].sort(() => Math.random() - 0.5);
  const counts: Record<string, number> = {}; const tried: Record<string, number> = {};
  const end = performance.now() + 12_000;
  const loop = async (name: string, f: () => Promise<unknown>) => {
    while (performance.now() < end) { tried[name] = (tried[name] ?? 0) + 1; await f().catch((e: any) => { counts[`${name} ${e.code}`] = (counts[`${name} ${e.code}`] ?? 0) + 1; }); }
  };
  const give = () => store.give(ops.map((o: string) => ({ operator: o, item: { conversation: crypto.randomUUID() } as any, offer: crypto.randomUUID() })), 1000);
  const gone = () => db.query(`update operator_presence set gone_since = now() where operator_id = $1`, [ops[Math.floor(Math.random() * 60)]]);
  await Promise.all([
    loop('give', give), loop('give', give),
    loop('notice', () => p.notice()), loop('notice', () => p.notice()),
    loop('open', () => p.open(shuffle(ops).slice(0, 20 + Math.floor(Math.random() * 40)).map((operator) => ({ socket: crypto.randomUUID(), operator })))),
    loop('open', () => p.open(shuffle(ops).slice(0, 20 + Math.floor(Math.random() * 40)).map((operator) => ({ socket: crypto.randomUUID(), operator })))),
    loop('gone', gone), loop('gone', gone),
  ]);
  console.log('tried', tried, 'failed', counts);
}, 60_000);
