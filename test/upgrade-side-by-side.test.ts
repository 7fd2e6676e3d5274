/**
 * While relays of the previous release still serve, this release's migrations have run: everything those relays say to
 * Postgres has to go on working, and what they write has to be right for the relays of this one.
 */
import { resolve } from 'node:path';
import { createLog } from '@touchline/relay/conversations/log.ts';
import { createStateCache } from '@touchline/relay/conversations/states.ts';
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import { createMetrics } from '@touchline/relay/platform/metrics.ts';
import { migrate } from '@touchline/relay/platform/migrate.ts';
import type { Queryable } from '@touchline/relay/platform/postgres.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { Command } from '@touchline/shared/decide.ts';
import { newId } from '@touchline/shared/wire.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { createReleaseDatabase, readStatements, type Statement } from './support/release-data.ts';
import { isDense, writtenTexts } from './support/written.ts';

const { db } = await createReleaseDatabase();
const statements = await readStatements();
beforeAll(() => migrate(db, resolve(import.meta.dirname, '../relay/migrations')));

describe('what a relay of the previous release says to Postgres', () => {
  it('is all of it', () => expect(statements.length).toBeGreaterThan(25));

  it('is understood, and answered with the same columns', async () => {
    expect(await misunderstood(db, statements)).toEqual([]);
  });
});

describe.each([
  ['a column it reads is gone', 'alter table conversations rename column page to place'],
  [
    'a column it does not know is required',
    `alter table contacts add column mood text not null default ''; alter table contacts alter mood drop default`,
  ],
  ['its function is gone', 'alter function append_events rename to append_all'],
  [
    'the answer of its function has changed',
    `drop function append_events; create function append_events(json, json) returns table (item integer)
     language sql as 'select 1'`,
  ],
])('when %s', async (_what, change) => {
  const { db: broken } = await createReleaseDatabase();
  it('the check fails', async () => {
    await broken.query(change);
    expect((await misunderstood(broken, statements)).length).toBeGreaterThan(0);
  });
});

describe('an append of the previous release', () => {
  const append = statements.find(({ text }) => text.includes('append_events')) as Statement;
  const [item] = JSON.parse(String(append.values[0]));
  const [happening] = JSON.parse(String(append.values[1]));

  it.each(['waiting', 'open', 'resolved'])(
    'to a conversation that is %s is written, and leaves its state right',
    async (status) => {
      const { rows } = await db.query<Row>(
        'select id, last_seq, assignee_id, assignee_name, contact_id from conversations where status = $1 limit 1',
        [status],
      );
      const row = rows[0] as Row;
      const [first, second] = [newId(systemClock.now()), newId(systemClock.now())];
      const post = (clientId: string) => [
        JSON.stringify([
          {
            ...item,
            ...{
              c: row.id,
              k: clientId,
              by: 'player',
              es: status,
              ea: row.assignee_id,
              seen: null,
              changes: false,
              n: 1,
              m: 1,
            },
            ...{ st: status, aid: row.assignee_id, aname: row.assignee_name },
          },
        ]),
        JSON.stringify([
          {
            ...happening,
            o: 1,
            type: 'message',
            kind: 'player',
            author: null,
            name: null,
            k: clientId,
            d: { text: clientId },
          },
        ]),
      ];
      const outcomes = [];
      for (const clientId of [first, second, first]) {
        const { rows: verdicts } = await db.query(append.text, post(clientId));
        outcomes.push([verdicts[0]?.outcome, verdicts[0]?.seq]);
      }
      expect(outcomes).toEqual([
        ['appended', row.last_seq + 1],
        ['appended', row.last_seq + 2],
        ['repeat', row.last_seq + 1],
      ]);
      expect((await writtenTexts(db, row.id)).slice(-2)).toEqual([first, second]);
      expect(await isDense(db, row.id)).toBe(true);
      const after = await db.query('select status, assignee_id, last_seq from conversations where id = $1', [row.id]);
      expect(after.rows).toEqual([{ status, assignee_id: row.assignee_id, last_seq: row.last_seq + 2 }]);
    },
  );
});

describe('what operators settle on a relay of this release', () => {
  it('is nothing that one of the previous release could hand to a player, and is still so after it has written', async () => {
    const store = createConversationStore(db);
    const log = createLog({
      store,
      states: createStateCache(),
      clock: systemClock,
      metrics: createMetrics(),
      committed() {},
      suspected() {},
    });
    const { rows } = await db.query<Row>(
      `select id, last_seq, assignee_id, assignee_name from conversations where status = 'open' limit 1`,
    );
    const { id, last_seq, assignee_id, assignee_name } = rows[0] as Row;
    const operator = { id: assignee_id ?? '', name: assignee_name ?? '' };
    const author = { kind: 'operator', ...operator } as const;
    const submit = (command: Command) =>
      log.submit({ conversation: id, command, author, clientId: newId(systemClock.now()) });
    const clientId = newId(systemClock.now());
    await submit({ type: 'note', operator, clientId, text: 'secret words' });
    await submit({ type: 'tag', operator, add: ['secret tag'], remove: [] });
    await submit({ type: 'prioritise', operator, priority: 'urgent' });
    await submit({ type: 'snooze', operator, until: null });
    const readings = statements.filter(({ columns }) => columns.includes('data') && columns.includes('author_name'));
    expect(readings.length).toBeGreaterThan(1);
    for (const { text, values } of readings) {
      const [, , limit] = values;
      const isTail = text.includes('seq > $2');
      const { rows: read } = await db.query(text, [id, isTail ? last_seq : 1_000, limit]);
      expect(read.some(({ type }) => type === 'note')).toBe(true);
      expect(JSON.stringify(read)).not.toMatch(/secret|urgent/);
    }

    const append = statements.find(({ text }) => text.includes('append_events')) as Statement;
    const [item] = JSON.parse(String(append.values[0]));
    const [happening] = JSON.parse(String(append.values[1]));
    const k = newId(systemClock.now());
    await db.query(append.text, [
      JSON.stringify([
        {
          ...item,
          c: id,
          k,
          by: 'player',
          es: 'open',
          ea: operator.id,
          seen: null,
          changes: false,
          n: 1,
          m: 1,
          st: 'open',
          aid: operator.id,
          aname: operator.name,
        },
      ]),
      JSON.stringify([
        { ...happening, o: 1, type: 'message', kind: 'player', author: null, name: null, k, d: { text: 'hm' } },
      ]),
    ]);
    const tail = await store.tail(id, 0, 1_000);
    const { tags, priority, snoozed, parked } = tail?.known.state ?? {};
    expect({ tags, priority, snoozed, parked }).toEqual({
      tags: ['secret tag'],
      priority: 'urgent',
      snoozed: undefined,
      parked: false,
    });
  });
});

type Row = { id: string; last_seq: number; assignee_id: string | null; assignee_name: string | null };

/** A sentence for every statement that fails, or answers in other columns. Nothing of them stays. */
async function misunderstood(on: typeof db, asked: Statement[]): Promise<string[]> {
  const problems: string[] = [];
  for (const statement of asked) {
    await on
      .transaction(async (tx) => {
        problems.push(...(await ask(tx as Queryable, statement)));
        throw new Undo();
      })
      .catch((error) => {
        if (!(error instanceof Undo)) throw error;
      });
  }
  return problems;
}

class Undo extends Error {}

/** What it inserted then stands there already: that it is refused for this shows that it was understood. */
const UNIQUE_VIOLATION = '23505';

async function ask(tx: Queryable, { text, values, columns }: Statement): Promise<string[]> {
  try {
    const { fields } = await tx.query(text, values);
    const names = fields.map(({ name }) => name);
    return String(names) === String(columns) ? [] : [`${text} answers ${names} instead of ${columns}`];
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    return code === UNIQUE_VIOLATION ? [] : [`${text}: ${message}`];
  }
}
