/**
 * What an ordinary conversation costs a player, in bytes as gzip makes them: whoever opens the chat, types, sends,
 * reads an answer and closes it has asked for nothing else, and gets nothing else.
 */
import { gzipSync } from 'node:zlib';
import { CHATTING_MAX_BYTES } from '@touchline/widget/budgets.ts';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator } from '../support/relay.ts';
import { freshId } from '../support/sending-files.ts';
import { newPhone } from '../support/slow-phone.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage();
const browser = await launchChromium();
const desk = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Alesia' }));

describe.each([
  ['a wide screen', (one: Browser) => one.newContext({ locale: 'en' })],
  ['a phone', newPhone],
] as const)('an ordinary conversation on %s', (_name, newContext) => {
  it('brings no more than its budget', async () => {
    const context = await newContext(browser);
    const chat = playerScreen(await context.newPage());
    const brought = watchBytes(chat.page);
    await talk(chat);
    const files = await brought();
    process.stdout.write(`chatting: ${sum(files)} of ${CHATTING_MAX_BYTES} bytes\n${table(files)}\n`);
    expect(sum(files)).toBeLessThanOrEqual(CHATTING_MAX_BYTES);
    await context.close();
  });
});

it('the check fails when a part that nobody asked for comes along', async () => {
  const context = await browser.newContext({ locale: 'en' });
  const chat = playerScreen(await context.newPage());
  const brought = watchBytes(chat.page);
  await talk(chat);
  const before = sum(await brought());
  await chat.open();
  // What a panel that loads everything at once would do.
  await chat.part('menu').click();
  await chat.part('reference').waitFor();
  await chat.languages();
  await chat
    .part('clip')
    .setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
  await chat.part('chip').waitFor();
  const files = await brought();
  expect(sum(files)).toBeGreaterThan(before + 5_000);
  expect(sum(files)).toBeGreaterThan(CHATTING_MAX_BYTES);
  await context.close();
});

/** Opens, types, sends, is answered, reads, closes. */
async function talk(chat: PlayerScreen) {
  await chat.page.goto(`${siteUrl}/script-tag.html`);
  await chat.open();
  const text = `where is my withdrawal ${wordOf(freshId())}`;
  await chat.composer.pressSequentially(text.slice(0, 20));
  await chat.send(text);
  await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
  const [conversation = ''] = await conversationsWith(db, text);
  await desk.answer(conversation, 'It is on its way to you.');
  await expect.poll(() => chat.texts(), PATIENT).toEqual([text, 'It is on its way to you.']);
  await expect.poll(() => isRead(conversation), PATIENT).toBe(true);
  await chat.panel.getByRole('button', { name: 'Close chat' }).click();
  await expect.poll(() => chat.panel.isVisible(), PATIENT).toBe(false);
}

/** One of a kind, and no number: as many digits as a card has would bring what masks card numbers. */
const wordOf = (id: string) => id.replace(/[^a-f]/g, '');

async function isRead(conversation: string): Promise<boolean> {
  const { rows } = await db.query(
    `select 1 from events where conversation_id = $1 and type = 'read' and data->>'side' = 'player'`,
    [conversation],
  );
  return rows.length > 0;
}

/** Everything but the launcher that the relay has sent to this page, as it would be at most: by its name and in bytes. */
function watchBytes(page: Page): () => Promise<Map<string, number>> {
  const coming: Promise<[string, number]>[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!response.url().startsWith(relay.url) || pathname.endsWith('/widget.js')) return;
    coming.push(response.body().then((body) => [pathname, gzipSync(body, { level: 9 }).length]));
  });
  return async () => new Map(await Promise.all(coming));
}

const sum = (files: Map<string, number>) => [...files.values()].reduce((total, bytes) => total + bytes, 0);
const table = (files: Map<string, number>) => [...files].map(([name, bytes]) => `  ${bytes} ${name}`).join('\n');
