/** The player's own conversations: several side by side, their references, a copy to keep, and a player who may not write. */
import { LOCALES } from '@touchline/shared/people.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay } = await setStage();
const pages = await startHostPages();
const browser = await launchChromium();
const site = await createSite(db, {
  key: 'several',
  name: 'Fairplay',
  languages: [...LOCALES],
  origins: [pages.url, TEST_ORIGIN],
  settings: { notices: [{ label: { en: 'Play safely' }, url: { en: 'https://fairplay.example/safe' } }] },
});
const operator = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Alesia' }));

async function visitor(name: string, options: BrowserContextOptions = {}): Promise<PlayerScreen> {
  const page = await (await browser.newContext({ locale: 'en', ...options })).newPage();
  const body = '<main><h1>A page</h1></main>';
  await page.goto(pages.serve(`/${name}`, pageWith(scriptTag(relay.url, '', site.key), body)));
  const chat = playerScreen(page);
  await chat.open();
  return chat;
}

/** Sends, and names the conversation that it arrived in. */
async function writes(chat: PlayerScreen, text: string): Promise<string> {
  await chat.send(text);
  await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
  return (await conversationsWith(db, text))[0] ?? '';
}

const shows = (chat: PlayerScreen, ...texts: string[]) => expect.poll(() => chat.texts(), PATIENT).toEqual(texts);
const back = (chat: PlayerScreen) => chat.page.getByRole('button', { name: 'Your conversations' });
async function beginsAnother(chat: PlayerScreen) {
  await chat.part('menu').click();
  await chat.part('another').click();
  await chat.part('topics').waitFor();
  expect(await chat.part('topics').locator('input:checked').count()).toBe(0);
}
const row = (chat: PlayerScreen, conversation: string) =>
  chat.part('conversation').filter({ hasText: referenceOf(conversation) });

describe.each([
  ['on a desktop in light', { colorScheme: 'light' }],
  ['on a phone of 320 pixels in dark', { colorScheme: 'dark', viewport: { width: 320, height: 568 } }],
] as const)('%s', (where, options) => {
  it('two conversations stand side by side, each with its own messages and its reference', async () => {
    const [one, two] = [`${where} a`, `${where} b`];
    const chat = await visitor(`two-${options.colorScheme}`, options);
    // 1. The first, answered and closed; the second is begun beside it.
    const first = await writes(chat, one);
    await operator.answer(first, 'answered');
    await shows(chat, one, 'answered');
    await operator.resolve(first);
    await expect.poll(() => chat.part('status').textContent(), PATIENT).toBe('This conversation is closed');
    expect(await back(chat).count()).toBe(0);
    await beginsAnother(chat);
    await expect.poll(() => chat.composer.evaluate((field) => field.matches(':focus'))).toBe(true);
    await shows(chat);
    const second = await writes(chat, two);
    expect(second).not.toBe(first);
    await shows(chat, two);

    // 2. The list says how each stands; going back and forth shows each one's own.
    await back(chat).click();
    const standing = (conversation: string) =>
      row(chat, conversation).locator('[data-part=conversation-status]').textContent();
    await expect.poll(() => standing(first), PATIENT).toBe('Closed');
    expect(await standing(second)).toBe('Waiting for an answer');
    expect(await row(chat, second).textContent()).toContain('Today');
    expect(await axeFindings(chat.page)).toEqual([]);
    await row(chat, first).click();
    await shows(chat, one, 'answered');
    await back(chat).click();

    // 3. Heard of while another is looked at.
    await row(chat, first).click();
    await operator.answer(second, 'and this too');
    await expect.poll(() => back(chat).getAttribute('data-unread'), PATIENT).toBe('true');
    await back(chat).click();
    await expect.poll(() => row(chat, second).textContent(), PATIENT).toContain('1 unread message');
    expect(await standing(second)).toBe('In progress');
    await row(chat, second).press('Enter');
    await shows(chat, two, 'and this too');
    // Where the keys go on, after the button that was pressed has gone.
    await expect.poll(() => chat.part('thread').evaluate((thread) => thread.matches(':focus'))).toBe(true);

    // 4. After a reload the one that was shown is shown, and both are there.
    await chat.page.reload();
    await chat.open();
    await shows(chat, two, 'and this too');
    await back(chat).click();
    await expect.poll(() => chat.part('conversation').count(), PATIENT).toBe(2);
  }, 60_000);
});

it('one that was begun and never written is nothing to come back to, and no row', async () => {
  const chat = await visitor('empty');
  await writes(chat, 'empty-1');
  await beginsAnother(chat);
  await back(chat).click();
  await expect.poll(() => chat.part('conversation').count(), PATIENT).toBe(1);
  await chat.part('new-conversation').click();
  await chat.page.reload();
  await chat.open();
  await shows(chat, 'empty-1');
}, 60_000);

it('the reference can be read and copied; a copy of the conversation opens in a tab of its own', async () => {
  const chat = await visitor('details', {
    permissions: ['clipboard-read', 'clipboard-write'],
    timezoneId: 'Asia/Baku',
  });
  const conversation = await writes(chat, 'details-1');
  await chat.part('menu').click();
  await expect.poll(() => chat.part('reference').textContent(), PATIENT).toBe(referenceOf(conversation));
  await chat.part('copy').click();
  await chat.page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
  expect(await chat.page.evaluate(() => navigator.clipboard.readText())).toBe(referenceOf(conversation));
  expect(await axeFindings(chat.page)).toEqual([]);
  // Escape closes the menu and not the panel, and the focus is where it was.
  await chat.page.keyboard.press('Escape');
  expect(await chat.part('details').count()).toBe(0);
  expect(await chat.part('menu').evaluate((button) => button.matches(':focus'))).toBe(true);

  await chat.part('menu').press('Enter');
  const [tab] = await Promise.all([chat.page.waitForEvent('popup'), chat.part('transcript').click()]);
  await tab.waitForLoadState();
  expect(new URL(tab.url()).searchParams.getAll('zone')).toEqual(['Asia/Baku']);
  expect(await tab.textContent('body')).toContain('details-1');
  // Another one from here, too.
  await chat.part('menu').click();
  await chat.part('another').click();
  await chat.part('topics').waitFor();
}, 60_000);

describe('a player who may not write', () => {
  it('reads so in place of the composer, until when, with the help still there; what was written is kept', async () => {
    const chat = await visitor('blocked');
    await writes(chat, 'blocked-1');
    await db.query(
      `update contacts set blocked_until = now() + interval '50 hours' where id =
         (select contact_id from conversations where id = $1)`,
      [(await conversationsWith(db, 'blocked-1'))[0]],
    );
    await relay.kill();
    await relay.start();
    await expect.poll(() => chat.part('connection').textContent(), PATIENT).toBe('');
    await chat.send('blocked-2');
    await chat.part('blocked').waitFor();
    expect(await chat.composer.count()).toBe(0);
    // Nothing beside it promises an answer, or a second way to try again.
    expect(await chat.part('waiting').count()).toBe(0);
    expect(await chat.part('status').count()).toBe(0);
    expect(await chat.page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
    expect(await chat.part('blocked').textContent()).toMatch(
      /^You cannot write to us here at the moment\.Possible again: .+, .+Limits and safer gamblingTry again$/,
    );
    expect(await chat.part('footer').getByRole('link').getAttribute('href')).toBe('https://fairplay.example/safe');
    expect(await axeFindings(chat.page)).toEqual([]);
    // It is so on the next page too, and the text is still there.
    await chat.page.reload();
    await chat.launcher.click();
    await chat.part('blocked').waitFor();
    await shows(chat, 'blocked-1', 'blocked-2');
    expect(await conversationsWith(db, 'blocked-2')).toEqual([]);

    // About limits and exclusion everybody may write; in the other conversation it is as before.
    await chat.part('get-help').click();
    await chat.composer.waitFor();
    await writes(chat, 'close my account');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    await back(chat).click();
    await chat.part('conversation').filter({ hasText: 'blocked-1' }).click();
    await chat.part('blocked').waitFor();

    // Somebody lifted it: trying again brings all of it back.
    await db.query('update contacts set blocked_until = null');
    await relay.kill();
    await relay.start();
    await chat.part('retry').click();
    await expect.poll(() => conversationsWith(db, 'blocked-2'), PATIENT).toHaveLength(1);
    await chat.composer.waitFor();
  }, 60_000);
});
