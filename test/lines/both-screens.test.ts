/**
 * A player on one relay and an operator on another, in real browsers. In the middle of what they type, Redis is killed, then
 * the player's relay, then the operator's, then Postgres: both screens end equal and complete, and so does the log.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { BusPlant } from '../support/bus-plants.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { startPostgresCluster } from '../support/postgres-cluster.ts';
import { startRedis } from '../support/redis.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { SITE_KEY, startBettingSite, startLastingRelay } from '../support/stage.ts';
import { conversationsWith, isDense, writtenTexts } from '../support/written.ts';

const cluster = await startPostgresCluster();
const redis = await startRedis();
afterAll(async () => {
  await redis.stop();
  await cluster.stop();
});
const browser = await launchChromium();
/** A back-off of a client, a sweep of a relay and the start of Postgres may come one after the other. */
const AFTER_A_FAULT = { ...PATIENT, timeout: 30_000 };

async function twoRelays(busPlants: BusPlant[] = []) {
  const options = { databaseUrl: cluster.url, redisUrl: redis.url, busPlants };
  const [players, operators] = await Promise.all([startLastingRelay(options), startLastingRelay(options)]);
  const siteUrl = await startBettingSite(players.url);
  await cluster.db.query('update sites set key = id::text where key = $1', [SITE_KEY]);
  const site = await createSite(cluster.db, { key: SITE_KEY, origins: [siteUrl] });
  const operator = await createOperator(cluster.db, [site]);
  const chat = playerScreen(await (await browser.newContext({ locale: 'en' })).newPage());
  await chat.page.goto(`${siteUrl}/script-tag.html`);
  await chat.open();
  const inbox = await openInbox(browser, operators.url, operator);
  return { players, operators, chat, inbox };
}

/** What came while an operator wrote is shown first; sending again sends. Resolves to what is still in the composer. */
async function sendSeen({ composer }: InboxScreen): Promise<string> {
  if (await composer.inputValue()) await composer.press('Enter');
  return composer.inputValue();
}

describe('a typed exchange over two relays', { timeout: 180_000 }, () => {
  it('ends equal on both screens, whatever dies in the middle of it', async () => {
    const { players, operators, chat, inbox } = await twoRelays();
    const said: string[] = [];

    /** Both have half a text in their composers when it happens, and go on typing and send while it lasts. */
    async function through(name: string, happens: () => Promise<void>, ends: () => Promise<void> = async () => {}) {
      const [question, answer] = [`Question as ${name} died`, `Answer as ${name} died`];
      await chat.composer.pressSequentially(question.slice(0, 8));
      await inbox.composer.pressSequentially(answer.slice(0, 6));
      await happens();
      await chat.composer.pressSequentially(question.slice(8));
      await chat.composer.press('Enter');
      await inbox.composer.pressSequentially(answer.slice(6));
      await ends();
      // An operator does not answer blind: the question is seen first.
      await expect.poll(inbox.texts, AFTER_A_FAULT).toEqual([...said, question]);
      await expect.poll(() => sendSeen(inbox), PATIENT).toBe('');
      said.push(question, answer);
      await expect.poll(chat.texts, AFTER_A_FAULT).toEqual(said);
      await expect.poll(inbox.texts, AFTER_A_FAULT).toEqual(said);
    }

    await chat.send('Hello');
    said.push('Hello');
    await expect.poll(() => conversationsWith(cluster.db, 'Hello'), PATIENT).toHaveLength(1);
    const [conversation = ''] = await conversationsWith(cluster.db, 'Hello');
    await inbox.row(conversation).waitFor();
    await inbox.show(conversation);

    await through('nobody', async () => {});
    await through('Redis', redis.kill);
    await through('Redis for good', async () => {}, redis.start);
    await through('the player’s relay', players.kill, players.start);
    await through('the operator’s relay', operators.kill, operators.start);
    await through('Postgres', () => cluster.kill('postmaster'));

    expect(await writtenTexts(cluster.db, conversation)).toEqual(said);
    expect(await isDense(cluster.db, conversation)).toBe(true);
    expect(await chat.seqs()).toEqual(await inbox.seqs());
    expect(new Set(await chat.states())).not.toContain('failed');
  });

  it('the check fails where relays do not look into the log themselves', async () => {
    const { chat, inbox } = await twoRelays(['unswept']);
    await chat.send('Hello again');
    await expect.poll(() => conversationsWith(cluster.db, 'Hello again'), PATIENT).toHaveLength(1);
    const [conversation = ''] = await conversationsWith(cluster.db, 'Hello again');
    await inbox.row(conversation).waitFor();
    await inbox.show(conversation);
    await expect.poll(inbox.texts, PATIENT).toEqual(['Hello again']);
    await redis.kill();
    await chat.send('Are you there?');
    await expect.poll(() => conversationsWith(cluster.db, 'Are you there?'), PATIENT).toHaveLength(1);
    // Beyond what a sweep takes.
    await expect(expect.poll(inbox.texts, { timeout: 7_000 }).toContain('Are you there?')).rejects.toThrow();
    await redis.start();
  });
});
