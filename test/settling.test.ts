/** What operators settle among themselves, over real sockets: notes, tags, priority, snoozing, handing to a team; and a player's rating. */
import { type BusMessage, createLocalBus } from '@touchline/relay/platform/bus.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createSite, startTestRelay, type TestRelay } from './support/relay.ts';
import { atDesk, hire, playerWrites, QUICK_TIMING, routedSite } from './support/shift.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
beforeAll(async () => {
  relay = await startTestRelay(db, { timing: QUICK_TIMING });
});
afterAll(() => relay.close());

const id = () => newId(systemClock.now());
const RATING = { solved: true, speed: 5, courtesy: 4, competence: null, comment: null };

async function scene() {
  const site = await createSite(db);
  const [alesia, rauf] = [await hire(db, site, 'Alesia'), await hire(db, site, 'Rauf')];
  const [hers, his] = [await atDesk(relay.url, alesia), await atDesk(relay.url, rauf)];
  const player = await playerWrites(relay.url, site);
  const { conversation } = player;
  await hers.command({ type: 'take', conversation });
  return { site, alesia, rauf, hers, his, player, conversation };
}

/** A command that is refused: with what. */
async function refusal(desk: Awaited<ReturnType<typeof atDesk>>, frame: object): Promise<string> {
  const clientId = id();
  desk.send({ ...frame, clientId } as OperatorUp);
  return (await desk.next('error', (error) => error.clientId === clientId)).kind;
}

const rates = async (player: Awaited<ReturnType<typeof playerWrites>>, rating: object) => {
  const clientId = id();
  player.send({ type: 'rate', conversation: player.conversation, clientId, rating: { ...RATING, ...rating } });
  return clientId;
};

describe('a note', () => {
  it('reaches every operator who looks, and of it the player learns only that its place is taken', async () => {
    const { site, hers, his, player, conversation } = await scene();
    await his.open(conversation);
    await his.command({ type: 'note', conversation, text: 'asked for 4111 1111 1111 1111 twice' });
    await hers.open(conversation);
    const shown = await his.next('events', ({ events }) => events.some(({ type }) => type === 'note'));
    expect(shown.events).toMatchObject([
      { type: 'note', author: { kind: 'operator', name: 'Rauf' }, text: expect.stringContaining('1111') },
    ]);
    expect(JSON.stringify(shown)).not.toContain('4111 1111');

    const { changes, author } = await player.shown('adjusted');
    expect({ changes, author }).toEqual({ changes: {}, author: { kind: 'system' } });
    expect(JSON.stringify(player.received)).not.toMatch(/asked|Rauf/);
    // Somebody who comes back to it is told no more.
    const again = await connectPlayer(relay.url, site, { token: player.token ?? '' });
    await again.next('opened');
    expect(JSON.stringify(again.received)).not.toMatch(/asked|Rauf/);
  });

  it('is no message: nothing is unread, and a reply that has not seen it goes out', async () => {
    const { hers, his, player, conversation } = await scene();
    const seen = await hers.open(conversation);
    await his.command({ type: 'note', conversation, text: 'careful' });
    hers.send({ type: 'post', conversation, clientId: id(), text: 'Hello', seen });
    await player.shown('message', 2);
    const row = await his.row(conversation, 'the reply', ({ lastMessage }) => lastMessage?.text === 'Hello');
    expect(row.unread).toBe(1);
  });
});

describe('tags and priority', () => {
  it('are set by anybody who sees it, seen on every desk, and never by the player', async () => {
    const { hers, his, player, conversation } = await scene();
    await his.command({ type: 'tag', conversation, add: ['  VIP ', 'депозит'] });
    await hers.command({ type: 'tag', conversation, add: ['bonus'], remove: ['vip'] });
    await his.command({ type: 'prioritise', conversation, priority: 'urgent' });
    for (const desk of [hers, his]) {
      const { state } = await desk.row(conversation, 'the priority', (row) => row.state.priority === 'urgent');
      expect(state.tags).toEqual(['депозит', 'bonus']);
    }
    await player.shown('adjusted', 3);
    expect(JSON.stringify(player.received)).not.toMatch(/bonus|депозит|urgent/);
  });

  it('that two operators set at once are all there', async () => {
    const { hers, his, conversation } = await scene();
    const names = Array.from({ length: 10 }, (_, i) => `tag ${i}`);
    await Promise.all(names.map((name, i) => (i % 2 ? hers : his).command({ type: 'tag', conversation, add: [name] })));
    const { state } = await hers.row(conversation, 'ten tags', (row) => row.state.tags?.length === 10);
    expect(state.tags?.toSorted()).toEqual(names);
  });

  it('have bounds', async () => {
    const { hers, conversation } = await scene();
    expect(await refusal(hers, { type: 'tag', conversation, add: ['x'.repeat(300)] })).toBe('bad-request');
    expect(await refusal(hers, { type: 'tag', conversation, add: [' \u200b '] })).toBe('bad-request');
    const many = Array.from({ length: 20 }, (_, i) => `tag ${i}`);
    await hers.command({ type: 'tag', conversation, add: many });
    expect(await refusal(hers, { type: 'tag', conversation, add: ['one more'] })).toBe('bad-request');
  });
});

describe('a conversation that is put aside', () => {
  it('takes no place, stands in its own list, and is woken by its player', async () => {
    const { hers, player, conversation } = await scene();
    await hers.command({ type: 'snooze', conversation, until: null });
    await hers.row(conversation, 'it aside', ({ state }) => state.snoozed?.until === null && state.parked);
    await hers.member(hers.operator.id, 'no load', ({ load }) => load === 0);
    expect(await listed(hers, 'snoozed')).toEqual([conversation]);
    expect(await listed(hers, 'mine')).toEqual([]);

    await player.say('are you there?');
    await hers.row(conversation, 'it back', ({ state }) => !state.snoozed && !state.parked);
    expect(await listed(hers, 'snoozed')).toEqual([]);
    expect(await listed(hers, 'mine')).toEqual([conversation]);
  });

  it('is only put aside, and woken by hand, by the one who has it', async () => {
    const { hers, his, conversation } = await scene();
    expect(await refusal(his, { type: 'snooze', conversation, until: null })).toBe('conflict');
    await hers.command({ type: 'snooze', conversation, until: null });
    expect(await refusal(his, { type: 'wake', conversation })).toBe('conflict');
    await hers.command({ type: 'wake', conversation });
    await hers.row(conversation, 'it back', ({ state }) => !state.snoozed && !state.parked);
  });

  it('is the colleague’s, and awake, when it is taken over', async () => {
    const { alesia, hers, his, conversation } = await scene();
    await hers.command({ type: 'snooze', conversation, until: systemClock.now() + 3_600_000 });
    await his.command({ type: 'take', conversation, over: alesia.id });
    await his.row(conversation, 'it theirs', ({ state }) => state.assignee?.name === 'Rauf' && !state.snoozed);
  });
});

describe('a rating', () => {
  it('is given once it is resolved, changed within a day, and refused after', async () => {
    const { site, hers, player, conversation } = await scene();
    const early = await rates(player, {});
    expect((await player.next('error', ({ clientId }) => clientId === early)).kind).toBe('conflict');
    await hers.command({ type: 'resolve', conversation });
    const first = await rates(player, { comment: ' thanks ' });
    await player.next('ack', ({ clientId }) => clientId === first);
    const { rating } = (
      await hers.row(conversation, 'the rating', ({ state }) => state.rating?.comment?.trim() === 'thanks')
    ).state;
    expect(Math.abs((rating?.at ?? 0) - systemClock.now())).toBeLessThan(60_000);

    const second = await rates(player, { speed: 1 });
    await player.next('ack', ({ clientId }) => clientId === second);
    const changed = await hers.row(conversation, 'the change', ({ state }) => state.rating?.speed === 1);
    expect(changed.state).toMatchObject({ status: 'resolved', rating: { at: rating?.at } });

    await db.query(
      `update conversations set rating = rating || jsonb_build_object('at', (rating->>'at')::bigint - 86400001) where id = $1`,
      [conversation],
    );
    // Another relay, which has the day in no memory.
    const other = await startTestRelay(db);
    const late = await connectPlayer(other.url, site, { token: player.token ?? '' });
    const third = id();
    late.send({ type: 'rate', conversation, clientId: third, rating: RATING });
    expect((await late.next('error', ({ clientId }) => clientId === third)).kind).toBe('conflict');
    await other.close();
  });

  it('of “not solved” makes it wait again, for the one who had it if they have a place', async () => {
    const site = await routedSite(db);
    const [alesia, rauf] = [await hire(db, site, 'Alesia'), await hire(db, site, 'Rauf')];
    const hers = await atDesk(relay.url, alesia);
    const player = await playerWrites(relay.url, site);
    const { conversation } = player;
    await hers.row(conversation, 'it hers', ({ state }) => state.assignee?.id === alesia.id);
    await atDesk(relay.url, rauf);
    await hers.command({ type: 'resolve', conversation });
    await rates(player, { solved: false });
    await player.shown('reopened');
    await hers.row(
      conversation,
      'it hers again',
      ({ state }) => state.assignee?.id === alesia.id && !state.rating?.solved,
    );
  });
});

describe('what is not for players', () => {
  it('does not travel between relays, because those of the release before would hand it out', async () => {
    const heard: string[] = [];
    const bus = createLocalBus(() => {});
    const listening = {
      ...bus,
      publish(channel: string, news: BusMessage) {
        heard.push(JSON.stringify(news));
        bus.publish(channel, news);
      },
    };
    const own = await startTestRelay(db, { bus: listening });
    const site = await createSite(db);
    const team = id();
    await db.query(`insert into teams (site_id, id, name) values ($1, $2, 'Second line')`, [site.id, team]);
    const desk = await atDesk(own.url, await hire(db, site, 'Alesia'));
    const player = await playerWrites(own.url, site);
    const { conversation } = player;
    await player.say('for everybody');
    await desk.command({ type: 'take', conversation });
    await desk.command({ type: 'note', conversation, text: 'secret words' });
    await desk.command({ type: 'tag', conversation, add: ['secret tag'] });
    await desk.command({ type: 'snooze', conversation, until: 4_102_444_800_001 });
    await desk.command({ type: 'wake', conversation });
    await desk.command({ type: 'transfer', conversation, team, note: 'known to the release before' });
    await player.shown('transferred');
    expect(heard.join()).not.toMatch(/secret|Second line|4102444800001/);
    // The check hears what does travel.
    expect(heard.join()).toMatch(/for everybody/);
    await own.close();
  });
});

describe('a transfer', () => {
  it('keeps its note for the next one, and names the team to operators alone', async () => {
    const { site, hers, his, player, conversation } = await scene();
    const team = id();
    await db.query(`insert into teams (site_id, id, name) values ($1, $2, 'Second line')`, [site.id, team]);
    expect(await refusal(hers, { type: 'transfer', conversation, team: id() })).toBe('not-found');
    await hers.command({ type: 'transfer', conversation, team, note: 'has sent the slip' });
    await his.open(conversation);
    const { events } = await his.next('events');
    expect(events.find(({ type }) => type === 'transferred')).toMatchObject({
      note: 'has sent the slip',
      team: { id: team, name: 'Second line' },
    });
    await his.row(
      conversation,
      'the team',
      ({ state }) => state.team?.id === team && state.team.name === 'Second line',
    );
    expect(await listed(his, 'escalated')).toEqual([conversation]);
    await player.shown('transferred');
    expect(JSON.stringify(player.received)).not.toMatch(/slip|Second line/);

    await his.command({ type: 'take', conversation });
    await his.command({ type: 'transfer', conversation, note: 'no, ours' });
    await his.row(conversation, 'no team', (row) => row.state.status === 'waiting' && !row.state.team);
    expect(await listed(his, 'escalated')).toEqual([]);
  });
});

async function listed(desk: Awaited<ReturnType<typeof atDesk>>, view: 'snoozed' | 'mine' | 'escalated') {
  desk.send({ type: 'list', view });
  const { rows } = await desk.next('list', (list) => list.view === view);
  return rows.map((row) => row.id);
}
