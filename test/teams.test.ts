/** Teams: who keeps them, and that what is sent to one goes to its members. */

import { itemOf, placeEvents } from '@touchline/relay/conversations/batch.ts';
import { createConversationStore } from '@touchline/relay/conversations/store.ts';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { createRoutingStore } from '@touchline/relay/routing/store.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { type Command, decide } from '@touchline/shared/decide.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import type { Team } from '@touchline/shared/teams.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeFunction } from './support/plants.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, signIn, startTestRelay, type TestOperator, type TestRelay } from './support/relay.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING, routedSite } from './support/shift.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db, { timing: QUICK_TIMING });
});
afterAll(() => relay.close());

const id = () => newId(systemClock.now());

/** Keeps the teams of a site, as its supervisor. */
async function keeperOf(site: Site) {
  const keeper = await createOperator(db, [site], { name: 'Keeper', role: 'supervisor' });
  await db.query('update operators set capacity = 0 where id = $1', [keeper.id]);
  const cookie = await signIn(relay.url, keeper);
  const ask = async (method: string, path = '', body?: object) => {
    const response = await fetch(`${relay.url}/api/sites/${site.id}/teams${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, ...(text && JSON.parse(text)) };
  };
  return {
    keeper,
    ask,
    list: async (): Promise<Team[]> => (await ask('GET')).teams,
    async put(name: string, members: TestOperator[], { team = id(), version = 0 } = {}): Promise<Team> {
      const answer = await ask('PUT', `/${team}`, { name, members: members.map((one) => one.id), version });
      expect(answer.status).toBe(200);
      return answer.team;
    },
  };
}

describe('the teams of a site', () => {
  it('are kept by its supervisors: made, changed and deleted, each written down', async () => {
    const site = await routedSite(db);
    const { keeper, ask, list, put } = await keeperOf(site);
    const rauf = await hire(db, site, 'Rauf');
    const second = await put('  Second\u202e line ', [rauf]);
    expect(await list()).toEqual([{ id: second.id, name: 'Second line', members: [rauf.id], version: 1 }]);
    const changed = await put('Second line', [rauf, keeper], { team: second.id, version: 1 });
    expect(await list()).toEqual([changed]);
    expect((await createOperatorStore(db).sites(rauf.id))[0]?.teams).toEqual([{ id: second.id, name: 'Second line' }]);
    expect((await ask('DELETE', `/${second.id}?version=1`)).status).toBe(409);
    expect((await ask('DELETE', `/${second.id}?version=2`)).status).toBe(204);
    expect(await list()).toEqual([]);
    const { rows } = await db.query(
      `select act, actor_id, about->>'name' as name from audit where site_id = $1 and act like 'team.%' order by id`,
      [site.id],
    );
    const by = { actor_id: keeper.id, name: 'Second line' };
    expect(rows).toEqual(['created', 'changed', 'deleted'].map((act) => ({ act: `team.${act}`, ...by })));
  });

  it('have names of their own, members of the site, and bounds', async () => {
    const site = await routedSite(db);
    const { ask, put } = await keeperOf(site);
    const { id: team } = await put('Payments', []);
    const stranger = await createOperator(db, [await routedSite(db)]);
    const refusal = async (change: object, of = id()) => {
      const { status, error } = await ask('PUT', `/${of}`, { name: 'X', members: [], version: 0, ...change });
      return [status, error.kind];
    };
    expect(await refusal({ name: 'PAYMENTS' })).toEqual([409, 'conflict']);
    expect(await refusal({ name: ' \u200b ' })).toEqual([400, 'bad-request']);
    expect(await refusal({ name: 'x'.repeat(61) })).toEqual([400, 'bad-request']);
    expect(await refusal({ members: [stranger.id] })).toEqual([400, 'bad-request']);
    expect(await refusal({ version: 7 }, team)).toEqual([409, 'conflict']);
    expect(await refusal({ version: 7 })).toEqual([404, 'not-found']);
    for (let i = 1; i < 50; i++) await put(`Team ${i}`, []);
    expect(await refusal({})).toEqual([400, 'bad-request']);
  });
});

describe('what is sent to a team', () => {
  it('goes to a member, with its note, though others have places', async () => {
    const { site, alesia, hers, conversation } = await answered();
    const [rauf, ksenia] = [await hire(db, site, 'Rauf'), await hire(db, site, 'Ksenia')];
    const { put } = await keeperOf(site);
    const team = await put('Second line', [rauf]);
    await atDesk(relay.url, ksenia);
    const his = await atDesk(relay.url, rauf);
    await hers.command({ type: 'transfer', conversation, team: team.id, note: 'look at the slip' });
    const row = await his.row(conversation, 'it his', ({ state }) => state.assignee?.id === rauf.id);
    expect(row.state.team).toEqual({ id: team.id, name: 'Second line' });
    expect(row.state.assignee?.id).not.toBe(alesia.id);
  });

  it('waits while no member is there, and goes to the first who comes', async () => {
    const { site, hers, conversation } = await answered();
    const rauf = await hire(db, site, 'Rauf');
    const ksenia = await hire(db, site, 'Ksenia');
    const { put } = await keeperOf(site);
    const team = await put('Second line', [rauf]);
    const ksenias = await atDesk(relay.url, ksenia);
    await hers.command({ type: 'transfer', conversation, team: team.id });
    // Somebody who comes after it is answered, so it was passed by.
    const next = await playerWrites(relay.url, site);
    await ksenias.row(next.conversation, 'the next one theirs', ({ state }) => state.status === 'open');
    await hers.row(conversation, 'it waiting', ({ state }) => state.status === 'waiting');
    const his = await atDesk(relay.url, rauf);
    await his.row(conversation, 'it his', ({ state }) => state.assignee?.id === rauf.id);
  });

  it('goes to whoever becomes a member meanwhile', async () => {
    const { site, hers, conversation } = await answered();
    const [rauf, ksenia] = [await hire(db, site, 'Rauf'), await hire(db, site, 'Ksenia')];
    const { put } = await keeperOf(site);
    const team = await put('Second line', [rauf]);
    const ksenias = await atDesk(relay.url, ksenia);
    await hers.command({ type: 'transfer', conversation, team: team.id });
    await ksenias.row(conversation, 'it waiting', ({ state }) => state.status === 'waiting');
    await put('Second line', [rauf, ksenia], { team: team.id, version: 1 });
    await ksenias.row(conversation, 'it theirs', ({ state }) => state.assignee?.id === ksenia.id);
  });

  it.each(['deleted', 'without a member'] as const)('goes to anybody when the team is %s', async (how) => {
    const { site, hers, conversation } = await answered();
    const [rauf, ksenia] = [await hire(db, site, 'Rauf'), await hire(db, site, 'Ksenia')];
    const { ask, put } = await keeperOf(site);
    const team = await put('Second line', [rauf]);
    const ksenias = await atDesk(relay.url, ksenia);
    await hers.command({ type: 'transfer', conversation, team: team.id });
    await ksenias.row(conversation, 'it waiting', ({ state }) => state.status === 'waiting');
    if (how === 'deleted') expect((await ask('DELETE', `/${team.id}?version=1`)).status).toBe(204);
    else await put('Second line', [], { team: team.id, version: 1 });
    await ksenias.row(conversation, 'it theirs', ({ state }) => state.assignee?.id === ksenia.id);
  });

  it('is offered to members only, where work is offered; anybody may still take it by hand', async () => {
    const { site, hers, conversation } = await answered('offer');
    const [rauf, ksenia] = [await hire(db, site, 'Rauf'), await hire(db, site, 'Ksenia')];
    const { put } = await keeperOf(site);
    const team = await put('Second line', [rauf]);
    const ksenias = await atDesk(relay.url, ksenia);
    const his = await atDesk(relay.url, rauf);
    await hers.command({ type: 'transfer', conversation, team: team.id });
    await his.row(conversation, 'the offer', ({ offer }) => offer?.operator === rauf.id);
    await ksenias.command({ type: 'take', conversation });
    await his.row(conversation, 'it taken', ({ state }) => state.assignee?.id === ksenia.id);
  });
});

/** A relay with an old picture gives what was sent to a team meanwhile, and of the release before, which knows no teams. */
describe('giving it to somebody else', async () => {
  const { db: own } = await createTestDatabase();
  const { db: planted } = await createTestDatabase();

  it('is refused under the locks', async () => expect(await giveToStranger(own)).toBe('away'));

  it('the check fails when the statement does not look at the team', async () => {
    await changeFunction(
      planted,
      'give_conversations',
      'asked.who in (select team_on_site(c.site_id, c.team_id))',
      'true',
    );
    expect(await giveToStranger(planted)).toBe('given');
  });
});

async function answered(mode: 'assign' | 'offer' = 'assign') {
  const site = await routedSite(db, { mode, acceptMs: 60_000 });
  const alesia = await hire(db, site, 'Alesia');
  const hers = await atDesk(relay.url, alesia);
  const player = await playerWrites(relay.url, site);
  const { conversation } = player;
  if (mode === 'offer') await hers.command({ type: 'take', conversation });
  await hers.row(conversation, 'it hers', ({ state }) => state.assignee?.id === alesia.id);
  return { site, alesia, hers, player, conversation };
}

async function giveToStranger(on: Database): Promise<string | undefined> {
  const site = await routedSite(on);
  const [member, stranger] = [await hire(on, site, 'Rauf'), await hire(on, site, 'Alesia')];
  const [node, team, conversation, contact] = [id(), id(), id(), id()];
  await on.query('insert into nodes (id) values ($1)', [node]);
  await on.query('insert into operator_presence (operator_id) values ($1)', [stranger.id]);
  await on.query('insert into operator_sockets values (gen_random_uuid(), $1, $2)', [stranger.id, node]);
  await on.query(`insert into teams (site_id, id, name) values ($1, $2, 'Second line')`, [site.id, team]);
  await on.query('insert into team_members values ($1, $2, $3)', [site.id, team, member.id]);
  await on.query('insert into contacts (id, site_id) values ($1, $2)', [contact, site.id]);
  await on.query(
    `insert into conversations (id, site_id, contact_id, status, language, last_seq, queued_at, team_id, team_name)
     values ($1, $2, $3, 'waiting', 'en', 3, now(), $4, 'Second line')`,
    [conversation, site.id, contact, team],
  );
  const [known] = await createConversationStore(on).load([conversation]);
  if (!known) throw new Error('there is no such conversation');
  const command: Command = { type: 'assign', operator: { id: stranger.id, name: 'Alesia' } };
  const decision = decide(known.state, command);
  const drafts = 'events' in decision ? decision.events : [];
  const after = placeEvents(drafts, 4, 0).reduce(applyWhole, known.state);
  const item = itemOf(
    { conversation, command, author: { kind: 'system' }, clientId: null },
    known.state,
    after,
    drafts,
  );
  const [given] = await createRoutingStore(on, 15_000).give([{ operator: stranger.id, item, offer: id() }], null);
  return given?.outcome;
}
