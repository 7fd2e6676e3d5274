/** How it went, asked of the player at the end: yes, no, marks, another opinion; over reloads and lost lines; in four languages. */

import { systemClock } from '@touchline/shared/clock.ts';
import type { Rating } from '@touchline/shared/conversation.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { setStage, startLastingRelay } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, databaseUrl, relay } = await setStage();
const pages = await startHostPages();
const browser = await launchChromium();
const site = await createSite(db, {
  key: 'rated',
  name: 'Fairplay',
  languages: [...LOCALES],
  origins: [pages.url, TEST_ORIGIN],
});
const alesia = await createOperator(db, [site], { name: 'Alesia' });
let operator = await frameOperator(relay.url, alesia);

const DAY_MS = 86_400_000;
const MARKLESS = { speed: null, courtesy: null, competence: null, comment: null };

type Resolved = PlayerScreen & { conversation: string };

/** Somebody who wrote, was answered, and whose conversation was closed before their eyes. */
async function resolvedFor(name: string, options: BrowserContextOptions = {}): Promise<Resolved> {
  const context = await browser.newContext({ locale: 'en', ...options });
  const page = await context.newPage();
  const chat = playerScreen(page);
  await page.goto(
    pages.serve(`/${name}`, pageWith(scriptTag(relay.url, '', site.key), '<main><h1>A page</h1></main>')),
  );
  await chat.open();
  await chat.send(`${name}-1`);
  await expect.poll(() => conversationsWith(db, `${name}-1`), PATIENT).toHaveLength(1);
  const [conversation = ''] = await conversationsWith(db, `${name}-1`);
  await operator.answer(conversation, `${name}-2`);
  await expect.poll(() => chat.texts(), PATIENT).toHaveLength(2);
  await operator.resolve(conversation);
  await chat.part('solved').waitFor();
  return { ...chat, conversation };
}

/** What the log holds of it, oldest first. */
async function ratings(conversation: string): Promise<Rating[]> {
  const { rows } = await db.query<{ rating: Rating }>(
    `select data->'rating' as rating from events where conversation_id = $1 and type = 'rated' order by seq`,
    [conversation],
  );
  return rows.map(({ rating }) => rating);
}
const rated = (conversation: string, ...wanted: Partial<Rating>[]) =>
  expect.poll(() => ratings(conversation), PATIENT).toEqual(wanted.map((one) => expect.objectContaining(one)));

async function statusOf(conversation: string): Promise<string | undefined> {
  const { rows } = await db.query<{ status: string }>('select status from conversations where id = $1', [conversation]);
  return rows[0]?.status;
}

const given = (chat: PlayerScreen) => chat.part('rating-given').textContent();
const mark = (chat: PlayerScreen, of: string, value: number) =>
  chat.part(`rate-${of}`).getByRole('radio', { name: `${value}` });

describe('the question at the end', { timeout: 60_000 }, () => {
  it('is one tap; marks and a comment are for whoever wants to say more; what was given stands there', async () => {
    const chat = await resolvedFor('yes');
    // 1. It is asked once, below the last message, and whoever listens hears it.
    expect(await chat.part('rating').count()).toBe(1);
    expect(await chat.part('rating').getByRole('status').textContent()).toBe('Is your question solved?');

    // 2. One tap is an answer.
    await chat.part('solved').click();
    await rated(chat.conversation, { solved: true, ...MARKLESS });
    expect(await statusOf(chat.conversation)).toBe('resolved');
    // What had the focus is gone: the next key goes to the form and not to the page.
    expect(await chat.host.evaluate((host) => host.shadowRoot?.activeElement?.getAttribute('data-part'))).toBe(
      'rating',
    );

    // 3. More of it, by keys alone.
    await chat.page.keyboard.press('Tab');
    await chat.page.keyboard.press('Space');
    await chat.page.keyboard.press('ArrowRight');
    await chat.page.keyboard.press('ArrowRight');
    expect(await mark(chat, 'speed', 3).isChecked()).toBe(true);
    await mark(chat, 'courtesy', 5).check({ force: true });
    await chat.part('rating-comment').fill('Quick, and my card is 4111 1111 1111 1111');
    await chat.part('send-rating').click();
    await rated(
      chat.conversation,
      { solved: true },
      { solved: true, speed: 3, courtesy: 5, competence: null, comment: 'Quick, and my card is •••• 1111' },
    );
    await expect.poll(() => given(chat), PATIENT).toContain('Solved · Speed 3 · Courtesy 5');
    expect(await chat.part('rating-form').count()).toBe(0);

    // 4. It is no message, here or there, and no line that asks for a reload.
    expect(await chat.texts()).toEqual(['yes-1', 'yes-2']);
    expect(await chat.part('thread').textContent()).not.toContain('Reload');
  });

  it('answered with no, opens the conversation again and says so', async () => {
    const chat = await resolvedFor('no');
    await chat.part('not-solved').click();
    await rated(chat.conversation, { solved: false, ...MARKLESS });
    expect(await statusOf(chat.conversation)).toBe('waiting');
    await expect.poll(() => chat.part('rating').textContent(), PATIENT).toContain('We are looking at it again.');
    await expect.poll(() => chat.part('status').textContent(), PATIENT).toBe('We will answer you here');
    // Closed again, it is asked again: this time it was.
    await operator.answer(chat.conversation, 'no-3');
    await operator.resolve(chat.conversation);
    await chat.part('solved').click();
    await rated(chat.conversation, { solved: false }, { solved: true });
  });

  it('may be answered otherwise for a day, and not after it', async () => {
    const chat = await resolvedFor('change');
    // 1. Within it.
    await chat.part('solved').click();
    await chat.part('skip-rating').click();
    await chat.part('change-rating').click();
    await mark(chat, 'competence', 2).check({ force: true });
    await chat.part('send-rating').click();
    await rated(chat.conversation, { competence: null }, { competence: 2 });

    // 2. The day is over.
    await db.query(`update conversations set rating = jsonb_set(rating, '{at}', to_jsonb($2::bigint)) where id = $1`, [
      chat.conversation,
      systemClock.now() - DAY_MS - 60_000,
    ]);
    await db.query(
      `update events set at = at - interval '1 day 1 minute' where conversation_id = $1 and type = 'rated'`,
      [chat.conversation],
    );
    await relay.kill();
    await relay.start();
    operator = await frameOperator(relay.url, alesia);
    await chat.page.reload();
    await chat.open();
    await expect.poll(() => given(chat), PATIENT).toBe('Solved · Competence 2');
    expect(await chat.part('change-rating').count()).toBe(0);
  });

  it('is not asked about what was closed long ago, nor while it is under way', async () => {
    const chat = await resolvedFor('old');
    await db.query(`update events set at = at - interval '8 days' where conversation_id = $1`, [chat.conversation]);
    await chat.page.reload();
    await chat.open();
    await expect.poll(() => chat.texts(), PATIENT).toHaveLength(2);
    // The question is a part that comes on demand, and would be there by the time that one asked for later is.
    await chat.part('menu').click();
    await chat.part('reference').waitFor();
    expect(await chat.part('rating').count()).toBe(0);
    await chat.page.keyboard.press('Escape');
    await chat.send('old-3');
    await expect.poll(() => chat.part('status').textContent(), PATIENT).toBe('We will answer you here');
    expect(await chat.part('rating').count()).toBe(0);
  });
});

describe('an answer on a bad line', { timeout: 60_000 }, () => {
  it('given without one is kept over a reload, and counts once', async () => {
    const chat = await resolvedFor('offline');
    // 1. The relay is deaf: the answer is on its way, and may have arrived.
    relay.pause();
    await chat.part('solved').click();
    await mark(chat, 'speed', 4).check({ force: true });
    await chat.part('rating-comment').fill('begun');
    // 2. The page goes in the middle of the form; what was begun is there again, what was tapped is sent.
    const reloaded = chat.page.reload({ waitUntil: 'commit' });
    relay.resume();
    await reloaded;
    await chat.open();
    await chat.part('rating-form').waitFor();
    expect(await chat.part('rating-comment').inputValue()).toBe('begun');
    expect(await mark(chat, 'speed', 4).isChecked()).toBe(true);
    await rated(chat.conversation, { solved: true, speed: null });
    await chat.part('send-rating').click();
    await rated(chat.conversation, { speed: null }, { speed: 4, comment: 'begun' });
  });

  it('says that it will be sent, and that it was not taken where the conversation went on meanwhile', async () => {
    const chat = await resolvedFor('late');
    const second = await startLastingRelay({ databaseUrl });
    const storageState = await chat.page.context().storageState();
    const other = playerScreen(await (await browser.newContext({ locale: 'en', storageState })).newPage());
    await relay.kill();
    await chat.part('solved').click();
    await expect.poll(() => chat.part('rating').textContent(), PATIENT).toContain('when the connection is back');

    // On another device, by another relay, the same player writes on.
    await other.page.goto(pages.serve('/late-elsewhere', pageWith(scriptTag(second.url, '', site.key))));
    await other.open();
    await other.part('solved').waitFor();
    await other.send('late-3');
    await expect.poll(() => conversationsWith(db, 'late-3'), PATIENT).toHaveLength(1);
    await relay.start();
    operator = await frameOperator(relay.url, alesia);
    await expect.poll(() => chat.part('rating').textContent(), PATIENT).toContain('could not be saved');
    await chat.part('rating').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => chat.part('rating').count(), PATIENT).toBe(0);
    expect(await ratings(chat.conversation)).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('in %s', { timeout: 60_000 }, (colorScheme) => {
  it('axe finds nothing in the question, the form and the answer, on a phone of 320 pixels', async () => {
    const chat = await resolvedFor(`axe-${colorScheme}`, { colorScheme, viewport: { width: 320, height: 640 } });
    expect(await axeFindings(chat.page)).toEqual([]);
    await chat.part('solved').click();
    await chat.part('rating-form').waitFor();
    expect(await axeFindings(chat.page)).toEqual([]);
    await chat.part('skip-rating').click();
    await chat.part('change-rating').waitFor();
    expect(await axeFindings(chat.page)).toEqual([]);
  });
});

it('the check fails where the answer is kept nowhere', async () => {
  const chat = await resolvedFor('plant');
  relay.pause();
  await chat.part('solved').click();
  // The planted defect: nothing was stored.
  await chat.page.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key.includes(':out:')) localStorage.removeItem(key);
  });
  await relay.kill();
  const reloaded = chat.page.reload({ waitUntil: 'commit' });
  await relay.start();
  await reloaded;
  await chat.open();
  await chat.part('solved').waitFor();
  expect(await ratings(chat.conversation)).toEqual([]);
}, 60_000);
