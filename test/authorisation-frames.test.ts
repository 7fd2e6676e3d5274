/** Every frame by everybody who can send it, about conversations that are theirs and that are not. */
import { DESK_VIEWS, operatorUp, playerUp } from '@touchline/shared/up.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameAnswer, FrameRow } from './support/authorisation-answers.ts';
import { OPERATOR_FRAMES, PLAYER_FRAMES } from './support/authorisation-frames.ts';
import { listed, NARROWINGS, oneForEachView } from './support/authorisation-lists.ts';
import { without } from './support/authorisation-matrix.ts';
import { type NamingRow, OPERATOR_NAMINGS, PLAYER_NAMINGS } from './support/authorisation-namings.ts';
import { DESK_ROLES, type DeskRole, STANDINGS, type Standing } from './support/authorisation-roles.ts';
import { createWorld, type World } from './support/authorisation-world.ts';
import { until } from './support/conditions.ts';
import { openToEverybody } from './support/plants.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startTestRelay, type TestRelay } from './support/relay.ts';

const { db } = await createTestDatabase();
let relay: TestRelay;
let world: World;
beforeAll(async () => {
  relay = await startTestRelay(db);
  world = await createWorld(db, () => relay.url);
});
afterAll(() => relay.close());

type Role = 'anonymous' | 'signed' | DeskRole;
type Up = { type: string; conversation?: string; clientId?: string };
type Down = { type: string; conversation?: string; kind?: string };
type Client = { received: Down[]; send(frame: never): void; closed: Promise<number>; close(): void };

const typesOf = (union: typeof playerUp | typeof operatorUp) =>
  union.options.map((option) => option.shape.type.value as string);

describe('the matrix has a row for', () => {
  it('every frame of a player and of an operator', () => {
    expect(typesOf(playerUp).length).toBeGreaterThan(5);
    expect(without(PLAYER_FRAMES, typesOf(playerUp))).toEqual([]);
    expect(without(OPERATOR_FRAMES, typesOf(operatorUp))).toEqual([]);
  });

  it('every frame: the check fails when a row is taken out', () => {
    const { history: _, ...fewer } = PLAYER_FRAMES;
    expect(without(fewer, typesOf(playerUp))).toEqual(['history']);
  });
});

describe.each(['anonymous', 'signed'] as const)('frames of the %s player', (role) => {
  it.each(Object.entries(PLAYER_FRAMES))('%s', (_, row) => expectAnswers(role, row as FrameRow<Up>));
  it.each(Object.entries(PLAYER_NAMINGS))('%s', (_, row) => expectAnswersNaming(role, row));
});

describe.each(DESK_ROLES)('frames of the %s', (role) => {
  it.each(Object.entries(OPERATOR_FRAMES))('%s', (_, row) => expectAnswers(role, row as FrameRow<Up>));
  it.each(Object.entries(OPERATOR_NAMINGS))('%s', (_, row) => expectAnswersNaming(role, row));
});

describe('lists', () => {
  it.each(DESK_ROLES)('show the %s nothing of other sites, on any view, however narrowed', async (role) => {
    const theirs = await oneForEachView(world);
    const desk = await world.operator(role);
    expect(await listed(desk, theirs)).toEqual([]);
    desk.close();
  });

  it('the same question finds some on every view when it is asked by an operator of that site', async () => {
    const theirs = await oneForEachView(world);
    const desk = await world.foreigner();
    const shown = await listed(desk, theirs);
    const asked = DESK_VIEWS.flatMap((view) => NARROWINGS.map((narrowed) => `${view} by ${narrowed}`));
    expect([...new Set(shown.map(({ view, by }) => `${view} by ${by}`))]).toEqual(asked);
    desk.close();
  });
});

describe('the check fails when nobody is asked whose a conversation is', () => {
  it.each(['other', 'otherSite'] as const)('%s', async (standing) => {
    let asking: { contactId: string; siteId: string } | null = null;
    const careless = await startTestRelay(openToEverybody(db, () => asking));
    const theirs = await world.conversation('anonymous', standing);
    const planted = await createWorld(db, () => careless.url);
    const player = await planted.player('anonymous');
    asking = { contactId: player.ready.contact, siteId: planted.site.id };
    const { answer } = await outcome(
      player as Client,
      PLAYER_FRAMES.history.frame(theirs),
      'not-found',
      async () => theirs,
    );
    expect(answer).toBe('history');
    player.close();
    await careless.close();
  });

  it('nor where a colleague answers', async () => {
    const asked = 'm.site_id = $1 and m.operator_id = $2';
    const query = (text: string, values?: unknown[]) =>
      db.query(text.replace(asked, '$1::uuid is not null and m.operator_id = $2'), values);
    const careless = await startTestRelay({ ...db, query: query as typeof db.query });
    const planted = await createWorld(db, () => careless.url);
    const desk = await planted.operator('operator');
    const up = await OPERATOR_NAMINGS['transfer to a colleague']?.frame(planted, 'operator', 'otherSite');
    expect((await outcome(desk as Client, up as Up, 'not-found', async () => '')).answer).toBe('ack');
    desk.close();
    await careless.close();
  });
});

/** Where a frame is answered alike whatever it names, one is enough. */
async function expectAnswers(role: Role, { frame, ofOperators, ...row }: FrameRow<Up>): Promise<void> {
  const answers = role === 'operator' && ofOperators ? ofOperators : row.answers;
  const ask = async (standing: Standing) => frame(await world.conversation(role, standing));
  if (typeof answers !== 'string') return expectAnswersBy(role, STANDINGS, answers, ask);
  const always = { own: answers, other: answers, otherSite: answers, absent: answers };
  return expectAnswersBy(role, ['own'], always, ask);
}

function expectAnswersNaming<One extends Role>(role: One, { frame, answers }: NamingRow<object, One>): Promise<void> {
  return expectAnswersBy(role, STANDINGS, answers, async (standing) => (await frame(world, role, standing)) as Up);
}

async function expectAnswersBy(
  role: Role,
  standings: readonly Standing[],
  answers: Record<Standing, FrameAnswer>,
  ask: (standing: Standing) => Promise<Up>,
): Promise<void> {
  const refusals = new Set<string>();
  for (const standing of standings) {
    const expected = answers[standing];
    const client = await clientOf(role);
    const up = await ask(standing);
    const { answer, text } = await outcome(client, up, expected, () => world.conversation(role, 'own'));
    expect({ standing, answer }).toEqual({ standing, answer: expected });
    if (answer === 'not-found' || answer === 'file-refused') refusals.add(withoutIds(text, up));
    client.close();
  }
  // "Not yours" and "not there" are the same answer, to the byte.
  expect(refusals.size).toBeLessThanOrEqual(1);
}

function clientOf(role: Role): Promise<Client> {
  const client = role === 'anonymous' || role === 'signed' ? world.player(role) : world.operator(role);
  return client as Promise<Client>;
}

const ANSWERS = ['error', 'ack', 'opened', 'history', 'list', 'pong', 'preview', 'upload', 'link'];

/** What came back for a frame. That nothing comes is known when two later questions have been answered. */
async function outcome(
  client: Client,
  up: Up,
  expected: FrameAnswer,
  own: () => Promise<string>,
): Promise<{ answer: string; text: string }> {
  const start = client.received.length;
  const answers = () =>
    client.received.slice(start).filter(
      ({ type, conversation }) =>
        ANSWERS.includes(type) &&
        // A player's newest conversation is opened unasked, perhaps a moment after `ready`.
        (type !== 'opened' || up.type === 'open') &&
        (!conversation || conversation === up.conversation),
    );
  client.send(up as never);
  if (expected === 'nothing') {
    const conversation = await own();
    for (const _ of [1, 2]) await askHistory(client, conversation);
  } else await until('there is an answer', () => answers().length > 0);
  const [first] = expected === 'nothing' ? answers().filter(({ type }) => type !== 'history') : answers();
  const answer = first?.type === 'error' ? first.kind : first?.type;
  if (answer === 'bad-frame') expect(await client.closed).toBe(4400);
  return { answer: answer ?? 'nothing', text: JSON.stringify(first) };
}

async function askHistory(client: Client, conversation: string): Promise<void> {
  const pages = () => client.received.filter((down) => down.type === 'history' && down.conversation === conversation);
  const before = pages().length;
  client.send({ type: 'history', conversation, before: 100 } as never);
  await until('there is a page of history', () => pages().length > before);
}

function withoutIds(text: string, { conversation = '?', clientId = '?' }: Up): string {
  return text.replaceAll(conversation, 'ID').replaceAll(clientId, 'ID');
}
