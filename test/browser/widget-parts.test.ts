/** Parts of the chat that come when they are first wanted: on a bad line late, and never at the cost of anything else. */
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { watchCosts } from '../support/host-page-watch.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { setStage } from '../support/stage.ts';

const { siteUrl } = await setStage();
const browser = await launchChromium();
const pdf = { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };

const WANTED: [part: string, want: (chat: PlayerScreen) => Promise<void>, shown: string][] = [
  ['languages', (chat) => chat.part('languages').click(), 'language'],
  ['details', (chat) => chat.part('menu').click(), 'reference'],
  ['files-chips', (chat) => chat.part('clip').setInputFiles(pdf), 'chip'],
  ['files-chosen', (chat) => chat.part('clip').setInputFiles(pdf), 'chip'],
  ['replying', (chat) => chat.part('reply').first().click(), 'answering'],
  ['limit', (chat) => chat.composer.fill('a'.repeat(1_950)), 'limit'],
];

describe('a part that does not come at first', { timeout: 60_000 }, () => {
  it.each(WANTED)('%s: comes by itself when it can, and what was typed is still there', async (part, want, shown) => {
    const { chat, shift } = await begin();
    let tries = 0;
    await chat.page.route(new RegExp(`/assets/${part}-`), (route) => (tries++ ? route.continue() : route.abort()));
    if (part !== 'limit') await chat.composer.fill('half a sent');
    const typed = await chat.composer.inputValue();
    await want(chat);
    await expect.poll(() => tries, PATIENT).toBeGreaterThan(0);
    expect(await chat.part(shown).count()).toBe(0);
    expect(await chat.composer.isEditable()).toBe(true);
    await chat.part(shown).waitFor();
    expect(await chat.composer.inputValue()).toBe(typed || 'a'.repeat(1_950));
    expect(await shift()).toBeLessThan(0.01);
    await chat.page.context().close();
  });
});

describe('a number that may be a card’s', () => {
  it('is neither stored nor sent before it can be masked; then it goes, once', async () => {
    const { chat } = await begin();
    let isHeld = true;
    await chat.page.route(/\/assets\/redact-/, (route) => (isHeld ? route.abort() : route.continue()));
    await chat.send('my card is 4111 1111 1111 1111');
    expect(await chat.composer.inputValue()).toBe('my card is 4111 1111 1111 1111');
    expect(await stored(chat)).not.toContain('4111');
    isHeld = false;
    await expect.poll(() => chat.texts(), PATIENT).toEqual(['begin', 'my card is •••• 1111']);
    expect(await chat.composer.inputValue()).toBe('');
    expect(await stored(chat)).not.toContain('4111 1111');
    await chat.page.context().close();
  });
});

async function begin() {
  const context = await browser.newContext({ locale: 'en' });
  const chat = playerScreen(await context.newPage());
  const { costs } = await watchCosts(chat.page);
  await chat.page.goto(`${siteUrl}/script-tag.html`);
  await chat.open();
  await chat.send('begin');
  await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
  await chat.still();
  const { shift: before } = await costs();
  return { chat, shift: async () => (await costs()).shift - before };
}

const stored = (chat: PlayerScreen) => chat.page.evaluate(() => JSON.stringify({ ...localStorage }));
