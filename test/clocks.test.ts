/**
 * Relays whose clocks are an hour apart. What stands in the log is dated and ordered by Postgres, operators' sessions end
 * by its clock, and what other machines have dated is judged by it too: nobody notices which relay they are at.
 */
import { createLocalBus } from '@touchline/relay/platform/bus.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { type Clock, systemClock } from '@touchline/shared/clock.ts';
import { CLOSE, newId, PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, connectOperator, connectPlayer, type PlayerClient } from './support/frame-client.ts';
import { identityToken } from './support/identity-tokens.ts';
import { createTestDatabase } from './support/postgres.ts';
import {
  createOperator,
  createSite,
  signIn,
  startTestRelay,
  TEST_ORIGIN,
  type TestOperator,
  type TestRelay,
} from './support/relay.ts';
import { isDense, writtenTexts } from './support/written.ts';

const HOUR_MS = 60 * 60 * 1000;
const { db } = await createTestDatabase();
let site: Site;
let operator: TestOperator;
let right: TestRelay;
let ahead: TestRelay;
let behind: TestRelay;

beforeAll(async () => {
  site = await createSite(db);
  operator = await createOperator(db, [site]);
  const bus = createLocalBus((error) => {
    throw error;
  });
  [right, ahead, behind] = (await Promise.all(
    [0, HOUR_MS, -HOUR_MS].map((offMs) => startTestRelay(db, { bus, clock: clockOff(offMs) })),
  )) as [TestRelay, TestRelay, TestRelay];
});
afterAll(() => Promise.all([right, ahead, behind].map((relay) => relay.close())));

const clockOff = (ms: number): Clock => ({ ...systemClock, now: () => systemClock.now() + ms });
const id = () => newId(systemClock.now());

describe('relays with clocks an hour apart', () => {
  it('carry one conversation, in order, with the times of Postgres', async () => {
    const conversation = id();
    const player = await connectPlayer(ahead.url, site);
    const { token = '' } = player;
    // Signed in at a relay that is an hour behind, known at one that is two hours further.
    const cookie = await signIn(behind.url, operator);
    const texts: string[] = [];
    const times: number[] = [];
    for (const [n, relay] of [ahead, right, behind, ahead, behind, right].entries()) {
      const writer = await connectPlayer(relay.url, site, { token });
      const asked = id();
      writer.send({ type: 'post', conversation, clientId: asked, text: `question ${n}` });
      times.push((await writer.next('ack', (ack) => ack.clientId === asked)).at);
      const desk = await connectOperator(relay.url, cookie);
      desk.send({ type: 'open', conversation, epoch: '', seq: 0 });
      const { seq: seen } = await desk.next('opened');
      const answered = id();
      desk.send({ type: 'post', conversation, clientId: answered, text: `answer ${n}`, seen });
      times.push((await desk.next('ack', (ack) => ack.clientId === answered)).at);
      texts.push(`question ${n}`, `answer ${n}`);
      writer.close();
      desk.close();
    }
    expect(await writtenTexts(db, conversation)).toEqual(texts);
    expect(await isDense(db, conversation)).toBe(true);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const { rows } = await db.query<{ ms: number }>('select extract(epoch from now())::double precision * 1000 as ms');
    for (const at of times) expect(Math.abs(at - (rows[0]?.ms ?? 0))).toBeLessThan(60_000);

    // Every screen, at whichever relay, shows the same.
    for (const relay of [right, ahead, behind]) {
      const reader = await connectPlayer(relay.url, site, { token });
      await reader.next('opened');
      const shown = reader.received.flatMap((frame) => ('events' in frame ? frame.events : []));
      expect(shown.flatMap((event) => (event.type === 'message' ? [event.text] : []))).toEqual(texts);
      reader.close();
    }
    player.close();
  });

  it('tell their clients the same time', async () => {
    for (const relay of [right, ahead, behind]) {
      const player = await connectPlayer(relay.url, site);
      expect(Math.abs(player.ready.now - systemClock.now())).toBeLessThan(60_000);
      player.close();
    }
  });

  it('agree on signed identities, those that are good and those that are over', async () => {
    const good = await identityToken(site);
    const over = await identityToken(site, { exp: Math.floor(systemClock.now() / 1000) - 120 });
    for (const relay of [right, ahead, behind]) {
      const accepted = await connectPlayer(relay.url, site, { identity: good });
      expect(accepted.ready.verified).toBe(true);
      accepted.close();
      const url = `${relay.url.replace('http', 'ws')}/socket?site=${site.key}`;
      const refused: PlayerClient = await connect(url, { origin: TEST_ORIGIN });
      refused.send({ type: 'hello', version: PROTOCOL_VERSION, locale: 'en', identity: over });
      expect((await refused.next('error')).kind).toBe('unauthenticated');
      expect(await refused.closed).toBe(CLOSE.signedOut);
    }
  });
});
