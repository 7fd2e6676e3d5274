/**
 * The seven lists, by the operator of five brands and by the one of two: whole, narrowed in every way, and deep in the past.
 * Against the plain query that one would write first, which knows neither players nor last messages.
 */
import { createDesk } from '@touchline/relay/conversations/desk.ts';
import { viewQuery } from '@touchline/relay/conversations/desk-views.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { DESK_VIEWS, type DeskView, type Narrowing } from '@touchline/shared/up.ts';
import { timed } from './desk-search.ts';
import type { BenchOptions, Row } from './figure.ts';
import { lateRow, rowOf } from './rows.ts';
import type { DeskWorld } from './servers/desk-world.ts';

/** What is common, what is rare, and what there is none of. */
export const NARROWINGS: Narrowing[] = [
  ...[{ language: 'en' }, { language: 'ar' }, { language: 'de' }, { topic: 'payments' as const }],
  ...[
    { topic: 'other' as const },
    { tag: 'vip' },
    { tag: 'fraud' },
    { tag: 'nobody' },
    { priority: 'urgent' as const },
  ],
  ...[{ priority: 'normal' as const }, { rating: 'low' as const }, { language: 'ar', topic: 'other' as const }],
  ...[{ tag: 'fraud', priority: 'urgent' as const, rating: 'low' as const }],
];

const PLAIN: Record<DeskView, string> = {
  waiting: `status = 'waiting' order by queued_at, id limit 1001`,
  mine: `status = 'open' and assignee_id = $2 and snoozed_until is null order by updated_at desc, id desc limit 1001`,
  open: `status = 'open' order by updated_at desc, id desc limit 1001`,
  escalated: `status in ('waiting', 'open') and team_id is not null order by updated_at desc, id desc limit 1001`,
  snoozed: 'snoozed_until is not null order by snoozed_until, id limit 1001',
  resolved: `status = 'resolved' order by resolved_at desc, id desc limit 51`,
  all: 'true order by created_at desc, id desc limit 51',
};
/** So far down is a deep page. */
const DEEP_SHARE = 0.4;

type Options = Pick<BenchOptions, 'quick' | 'say'>;

export async function deskLists(db: Database, world: DeskWorld, { quick, say }: Options): Promise<Row[]> {
  const desk = createDesk(db);
  const brands = world.sites.map(({ id }) => id);
  const two = brands.filter((_, at) => at === 0 || at === 2);
  const who = world.operator.id;
  const times = quick ? 5 : 40;
  const rows: Row[] = [];
  for (const view of DESK_VIEWS) {
    const ours: number[] = [];
    const plain: number[] = [];
    const ofTwo: number[] = [];
    const narrowed: number[] = [];
    const deep: number[] = [];
    const cursors = await cursorsDown(db, brands, who, view);
    for (let i = 0; i < times; i++) {
      ours.push((await timed(() => desk.list(brands, who, { view }))).ms);
      plain.push((await timed(() => listPlainly(db, brands, who, view))).ms);
      ofTwo.push((await timed(() => desk.list(two, world.ofTwo.id, { view }))).ms);
      const narrowing = NARROWINGS[i % NARROWINGS.length] as Narrowing;
      narrowed.push((await timed(() => desk.list(brands, who, { view, narrowed: narrowing }))).ms);
      const before = cursors[i % cursors.length];
      if (before) deep.push((await timed(() => desk.list(brands, who, { view, before }))).ms);
    }
    rows.push(rowOf(`desk/list/${view}`, 'ms', { ours, others: { 'plain query': plain } }));
    rows.push(lateRow(`desk/list/${view}`, ours, 0.95));
    rows.push(lateRow(`desk/list/${view}/two-brands`, ofTwo, 0.95));
    rows.push(lateRow(`desk/list/${view}/narrowed`, narrowed, 0.95));
    if (deep.length > 0) rows.push(lateRow(`desk/list/${view}/deep`, deep, 0.95));
    say(`${view}: listed ${times * 5} times`);
  }
  const queue: number[] = [];
  for (let i = 0; i < times; i++) {
    queue.push((await timed(() => desk.list([world.rush.id], world.ofRush.id, { view: 'waiting' }))).ms);
  }
  return [...rows, lateRow('desk/list/waiting/thousands', queue, 0.95)];
}

function listPlainly(db: Database, siteIds: string[], operatorId: string, view: DeskView): Promise<unknown> {
  return db.query(
    `select * from conversations where site_id = any($1::uuid[]) and $2::uuid is not null and last_seq > 0 and ${PLAIN[view]}`,
    [siteIds, operatorId],
  );
}

/** Where pages of what goes back to the first day begin; none of the others has a second. */
async function cursorsDown(db: Database, siteIds: string[], operatorId: string, view: DeskView): Promise<string[]> {
  if (view !== 'all' && view !== 'resolved') return [];
  const { cursor, order } = viewQuery(siteIds, operatorId, view, {}, undefined);
  const { rows } = await db.query<{ cursor: string }>(
    `select cursor from (
       select ${cursor} as cursor, row_number() over (order by ${order}) as nth, count(*) over () as all
       from conversations c where c.site_id = any($1::uuid[]) and ${view === 'all' ? 'true' : `c.status = 'resolved'`}
     ) numbered where nth % greatest(1, "all" / 10) = 0 and nth > "all" * ${DEEP_SHARE}`,
    [siteIds],
  );
  return rows.map((row) => row.cursor);
}
