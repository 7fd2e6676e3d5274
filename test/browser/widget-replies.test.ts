/** Answers to one message, corrections, and what a message is about, as a player makes and sees them. */
import type { BrowserContextOptions } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe-findings.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator } from '../support/relay.ts';
import { freshId } from '../support/sending-files.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage();
const browser = await launchChromium();
const desk = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Alesia' }));
let chat: PlayerScreen;
let conversation: string;

async function begin(options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'en', ...options });
  chat = playerScreen(await context.newPage());
  await chat.page.goto(`${siteUrl}/script-tag.html`);
  await chat.open();
  const text = `begin ${freshId()}`;
  await chat.send(text);
  await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
  conversation = (await conversationsWith(db, text))[0] ?? '';
}
beforeEach(() => () => chat.page.context().close());

async function say(text: string, more: { replyTo?: number; corrects?: number } = {}): Promise<number> {
  const clientId = freshId();
  desk.send({ type: 'post', conversation, clientId, text, seen: await desk.open(conversation), ...more });
  return (await desk.next('ack', (ack) => ack.clientId === clientId)).seq;
}
const answering = () => chat.part('answering').textContent();
const answerTo = (text: string) => chat.message(text).locator('[data-part=reply]');
const quotes = () => chat.part('quote').allTextContents();
const repliesTo = async () => {
  const { rows } = await db.query<{ to: number | null }>(
    `select (data->>'replyTo')::integer as to from events where conversation_id = $1 and type = 'message' order by seq`,
    [conversation],
  );
  return rows.map(({ to }) => to);
};

describe('a player answers one message', () => {
  it('by its button; the quote stands above the field, can be taken away, and goes along', async () => {
    await begin();
    const seq = await say('Which bet is it?');
    await say('And when?');
    await chat.message('Which bet is it?').hover();
    await answerTo('Which bet is it?').click();
    expect(await answering()).toBe('AlesiaWhich bet is it?');
    expect(await chat.composer.evaluate((field) => field.matches(':focus'))).toBe(true);
    expect(await axeFindings(chat.page)).toEqual([]);
    await chat.part('answering').getByRole('button', { name: 'Cancel reply' }).click();
    expect(await chat.part('answering').count()).toBe(0);
    await answerTo('Which bet is it?').click();
    await chat.send('48213');
    await expect.poll(quotes, PATIENT).toEqual(['Go to the message this answers: AlesiaWhich bet is it?']);
    expect(await chat.part('answering').count()).toBe(0);
    await expect.poll(repliesTo, PATIENT).toEqual([null, null, null, seq]);
    expect(await axeFindings(chat.page)).toEqual([]);
  });

  it('by keys alone: Tab finds the newest of the operator’s, arrows the others', async () => {
    await begin();
    await say('First');
    await say('Second');
    await chat.message('Second').waitFor();
    await expect.poll(() => answerTo('Second').getAttribute('tabindex'), PATIENT).toBe('0');
    await chat.part('thread').focus();
    await chat.page.keyboard.press('Tab');
    expect(await answerTo('Second').evaluate((one) => one.matches(':focus'))).toBe(true);
    await chat.page.keyboard.press('ArrowUp');
    await chat.page.keyboard.press('Enter');
    expect(await answering()).toBe('AlesiaFirst');
  });

  it('with a finger: the button is there without a pointer that hovers', async () => {
    await begin({ viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true });
    await say('A question that is so long that it takes more than one line on the narrowest of screens');
    const button = chat.part('reply').last();
    await button.waitFor();
    const { width, height } = (await button.boundingBox()) ?? { width: 0, height: 0 };
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(36);
    expect(await button.evaluate((one) => getComputedStyle(one).opacity)).toBe('1');
    await button.tap();
    expect(await answering()).toContain('A question');
    expect(await chat.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});

describe('a quote', () => {
  it('leads to the message, also to one that is not loaded', async () => {
    await begin();
    const seq = await say('The one to find');
    for (let i = 0; i < 12; i++) await say(`${i} ${'and so on '.repeat(180)}`);
    await say('About the first', { replyTo: seq });
    await chat.page.reload();
    await chat.open();
    await chat.message('About the first').waitFor();
    expect(await quotes()).toEqual(['Go to the message this answers: An earlier message']);
    await chat.part('quote').click();
    const found = chat.panel.locator(`[data-seq="${seq}"]`);
    await expect.poll(() => found.evaluate((one) => one.matches(':focus')), PATIENT).toBe(true);
    const [message, thread] = [await found.boundingBox(), await chat.part('thread').boundingBox()];
    expect(message && thread && message.y >= thread.y && message.y < thread.y + thread.height).toBe(true);
  });
});

it('a correction says so, and so does what it puts right; both stay', async () => {
  await begin();
  const seq = await say('Your withdrawal takes 3 days');
  await say('Your withdrawal takes 5 days', { corrects: seq });
  await chat.part('corrects').waitFor();
  expect(await chat.part('corrects').textContent()).toBe('Corrects an earlier message');
  expect(await chat.message('Your withdrawal takes 3 days').textContent()).toContain('Corrected by a later message');
  await chat.part('corrects').click();
  const corrected = chat.message('Your withdrawal takes 3 days');
  await expect.poll(() => corrected.evaluate((one) => one.matches(':focus')), PATIENT).toBe(true);
});

it('what a message is about stands there as a card, and says whether the site confirms it', async () => {
  const context = await browser.newContext({ locale: 'en' });
  await context.routeWebSocket(/\/socket/, (line) => {
    const onward = line.connectToServer();
    const about = { kind: 'bet', id: '48213', title: 'Dinamo – Neman, 2.40', url: 'javascript:alert(1)', signed: true };
    onward.onMessage((text) =>
      line.send(String(text).replace('"text":"with a card"', `"text":"with a card","about":${JSON.stringify(about)}`)),
    );
  });
  chat = playerScreen(await context.newPage());
  await chat.page.goto(`${siteUrl}/script-tag.html`);
  await chat.open();
  await chat.send('with a card');
  await chat.part('about').waitFor();
  expect(await chat.part('about').textContent()).toBe('BetDinamo – Neman, 2.4048213 · Confirmed by the site');
  expect(await chat.part('about').locator('a').count()).toBe(0);
});
