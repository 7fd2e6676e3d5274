/**
 * The desk at a size at which a missing index is a slow screen: how Postgres carries out what the lists and search ask of it,
 * not how long that takes. How long is `npm run bench -- desk`.
 */

import { createDesk } from '@touchline/relay/conversations/desk.ts';
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import { createSearchService } from '@touchline/relay/search/service.ts';
import { createSearchStore } from '@touchline/relay/search/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { DESK_VIEWS } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { NARROWINGS } from './bench/desk-lists.ts';
import { checkDesk } from './bench/servers/desk-check.ts';
import { type DeskWorld, fillDesk } from './bench/servers/desk-world.ts';
import { readAll } from './bench/servers/search-index.ts';
import { withPlans } from './support/plans.ts';
import { createTestDatabase } from './support/postgres.ts';

const CONVERSATIONS = 10_000;
const { db } = await createTestDatabase();
let world: DeskWorld;
let brands: string[];
beforeAll(async () => {
  world = await fillDesk(db, { conversations: CONVERSATIONS, waiting: 200, long: 50, now: systemClock.now() });
  brands = world.sites.map(({ id }) => id);
  await readAll(db);
}, 120_000);

describe('what was written for measuring', () => {
  it('folds to what its rows say, and search has read it', () => checkDesk(db, world.sample));

  it('is what the append makes of the same commands', async () => {
    const store = createConversationStore(db);
    for (const { id, items } of world.sample) {
      const again = newId(systemClock.now());
      const { rows } = await db.query<{ site: string; contact: string; language: string }>(
        'select site_id as site, contact_id as contact, language from conversations where id = $1',
        [id],
      );
      const [{ site, contact, language } = { site: '', contact: '', language: '' }] = rows;
      await store.create(site, contact, again, language);
      for (const item of items) {
        const [verdict] = await store.append([{ ...item, conversation: again }]);
        expect(verdict?.outcome).toBe('appended');
      }
      expect(await settledIn(again)).toEqual(await settledIn(id));
      await db.query(
        'with gone as (delete from events where conversation_id = $1) delete from conversations where id = $1',
        [again],
      );
    }
  });

  /** Moments differ, for the append's are now; that there is one does not. */
  async function settledIn(id: string) {
    const there = ['queued_at', 'waiting_since', 'resolved_at', 'assigned_at'].map(
      (at) => `${at} is not null as ${at}`,
    );
    const { rows } = await db.query(
      `select status, topic, language, assignee_id, assignee_name, last_seq, last_message_seq, read_by_player, read_by_operator,
         parked, front, wanted_id, left_by, served_by, tags, priority, team_id, team_name, snoozed_until, rating - 'at' as rating,
         language_chosen, ${there.join(', ')}
       from conversations where id = $1`,
      [id],
    );
    return rows[0];
  }
});

describe('a list', () => {
  /** Of ten thousand: what is neither rare nor common is found by its index and sorted. */
  const MOST = 2_500;
  const list = async (desk: ReturnType<typeof createDesk>) => {
    for (const view of DESK_VIEWS) {
      for (const narrowed of [{}, ...NARROWINGS]) {
        const { next } = await desk.list(brands, world.operator.id, { view, narrowed });
        if (next) await desk.list(brands, world.operator.id, { view, narrowed, before: next });
      }
    }
  };

  it('is read by its index, whatever it is narrowed to', async () => {
    const plans = withPlans(db, MOST);
    await list(createDesk(plans.db));
    expect(plans.complaints()).toEqual([]);
  });

  it('would not be, without what it is narrowed to (the control)', async () => {
    await db.query('drop index conversations_language, conversations_tags');
    const plans = withPlans(db, MOST);
    await list(createDesk(plans.db));
    expect(plans.complaints()).toContainEqual(expect.stringMatching(/rows of conversations are passed over/));
  });
});

describe('a search', () => {
  /** Of some 80,000 texts: what the largest slice reads, of each brand, or what is gathered. */
  const MOST = 40_000;
  const QUESTIONS = ['payout', 'не', 'a', 'выплаты дзе', '48213', 'player-77', 'zzzz', '%_\\', 'trợ', 'ставка zzqq'];

  it.each(QUESTIONS)('for "%s" reads no more than its share, and so does its second page', async (text) => {
    const plans = withPlans(db, MOST);
    const sitesOf = async () => brands;
    const service = createSearchService({ store: createSearchStore(plans.db), desk: createDesk(plans.db), sitesOf });
    const { next } = await service.search('', { text });
    if (next) await service.search('', { text, before: next });
    expect(plans.complaints()).toEqual([]);
  });
});
