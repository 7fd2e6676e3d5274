/** What a message is about: said by the page or signed by its server, forged, a stranger's; picked from a list; taken off. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { Subject } from '@touchline/shared/conversation.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { identityToken } from '../support/identity-tokens.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createSite, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, siteUrl } = await setStage();
const pages = await startHostPages();
const browser = await launchChromium();
const site = await createSite(db, {
  key: 'subjects',
  languages: [...LOCALES],
  origins: [pages.url, TEST_ORIGIN],
});

const BET = { type: 'bet', id: 'B-90417', title: 'Vitebsk – Minsk, 1X' };
const signed = (claims: Record<string, unknown> = {}, key?: Uint8Array) =>
  identityToken(site, { ...BET, sub: undefined, ...claims }, {}, key);

type Called = { errors: string[] };

/** A page of the brand's, its chat open; `player`: who is signed in there. */
async function visitor(name: string, player?: string): Promise<PlayerScreen & Called> {
  const page = await (await browser.newContext({ locale: 'en', viewport: { width: 360, height: 640 } })).newPage();
  const errors: string[] = [];
  page.on(
    'console',
    (line) => line.type() === 'error' && line.text().startsWith('Touchline') && errors.push(line.text()),
  );
  page.on('pageerror', (error) => errors.push(`thrown: ${error.message}`));
  await page.exposeFunction('freshIdentity', () => identityToken(site, { sub: player }));
  const chat = playerScreen(page);
  const body = '<main><h1>My bets</h1></main>';
  await page.goto(pages.serve(`/${name}`, pageWith(scriptTag(relay.url, '', site.key), body)));
  await chat.launcher.waitFor();
  if (player)
    await page.evaluate(() => {
      const own = window as unknown as { freshIdentity(): Promise<string> } & Chat;
      own.Touchline('identify', own.freshIdentity);
    });
  return { ...chat, errors };
}
type Chat = { Touchline(...words: unknown[]): void };

const call = (page: Page, ...words: unknown[]) =>
  page.evaluate((all) => (window as unknown as Chat).Touchline(...all), words);

/** What the log says that the message with this text is about; undefined until it is there. */
async function aboutOf(text: string): Promise<Subject | null | undefined> {
  const { rows } = await db.query<{ about: Subject | null }>(
    `select data->'about' as about from events where type = 'message' and data->>'text' = $1`,
    [text],
  );
  return rows[0]?.about;
}
const isAbout = (text: string, wanted: Partial<Subject> | null) =>
  expect.poll(() => aboutOf(text), PATIENT).toEqual(wanted && expect.objectContaining(wanted));

describe('a page attaches a subject', { timeout: 60_000 }, () => {
  it('by its own word: a chip that can be taken off; it goes with the next message alone, marked unsigned', async () => {
    const chat = await visitor('unsigned');
    await call(chat.page, 'attach', { ...BET, url: '/bets/B-90417' });
    await chat.open();
    const chip = chat.part('subject');
    await chip.waitFor();
    expect(await chip.textContent()).toBe('Bet B-90417Vitebsk – Minsk, 1X');
    expect(await axeFindings(chat.page)).toEqual([]);
    await chat.send('u-1');
    await isAbout('u-1', { kind: 'bet', id: 'B-90417', url: `${pages.url}/bets/B-90417`, signed: false });
    expect(await chip.count()).toBe(0);
    await chat.send('u-2');
    await isAbout('u-2', null);

    // Taken off by keys, the focus is where the player goes on.
    await call(chat.page, 'attach', { ...BET, id: 'B-2' });
    await chip.getByRole('button', { name: 'Remove Vitebsk – Minsk, 1X' }).press('Enter');
    expect(await chip.count()).toBe(0);
    expect(await chat.composer.evaluate((field) => field.matches(':focus'))).toBe(true);
    await chat.send('u-3');
    await isAbout('u-3', null);
    expect(chat.errors).toEqual([]);
  });

  it('by its server’s word: signed, also for the one player it names', async () => {
    const chat = await visitor('signed', 'player-7');
    await call(chat.page, 'attach', await signed({ url: 'https://brand.example/b' }));
    await chat.open();
    await chat.part('subject').waitFor();
    await chat.send('s-1');
    await isAbout('s-1', { id: 'B-90417', url: 'https://brand.example/b', signed: true });
    await call(chat.page, 'attach', await signed({ sub: 'player-7', type: 'withdrawal', id: 'W-1' }));
    await chat.part('subject').waitFor();
    await chat.send('s-2');
    await isAbout('s-2', { kind: 'withdrawal', id: 'W-1', signed: true });
    expect(chat.errors).toEqual([]);
  });

  it('that is forged or a stranger’s: the message arrives, without it, and the developer reads why', async () => {
    const chat = await visitor('forged', 'player-7');
    await chat.open();
    const forged = await signed({}, new TextEncoder().encode('another secret of thirty-two bytes'));
    for (const [text, token, why] of [
      ['f-1', forged, /signature/],
      ['f-2', await signed({ sub: 'player-8' }), /sub is not the player who writes/],
      ['f-3', await signed({ iss: 'other' }), /iss/],
    ] as const) {
      await call(chat.page, 'attach', token);
      await chat.part('subject').waitFor();
      await chat.send(text);
      await isAbout(text, null);
      await expect.poll(() => chat.errors.at(-1), PATIENT).toMatch(why);
    }
    await expect.poll(() => chat.states().then((states) => states.includes('failed')), PATIENT).toBe(false);
  });

  it('whose token ran out on the way is sent as what the page says', async () => {
    const chat = await visitor('late');
    await chat.open();
    const nowS = Math.floor(systemClock.now() / 1000);
    await call(chat.page, 'attach', await signed({ iat: nowS - 400, exp: nowS - 100 }));
    await chat.part('subject').waitFor();
    await chat.send('l-1');
    await isAbout('l-1', { id: 'B-90417', signed: false });
    expect(chat.errors).toEqual([]);
  });

  it('badly: a sentence in the console that says what to do, and nothing thrown', async () => {
    const chat = await visitor('bad');
    await chat.open();
    await call(chat.page, 'attach', { type: 'wager', id: 'B-1', title: 'x' });
    await expect
      .poll(() => chat.errors, PATIENT)
      .toEqual([expect.stringMatching(/^Touchline: attach: type is "wager"; it has to be one of bet/)]);
    await call(chat.page, 'attach', 'B-1');
    await expect.poll(() => chat.errors.at(-1), PATIENT).toMatch(/a text has to be a JWT/);
    await call(chat.page, 'subjects', 'B-1');
    await expect.poll(() => chat.errors.at(-1), PATIENT).toMatch(/subjects: give a list/);
    await chat.page.evaluate(() =>
      (window as unknown as Chat).Touchline('attach', () => Promise.reject(new Error('my server is down'))),
    );
    await expect.poll(() => chat.errors.at(-1), PATIENT).toMatch(/attach: your function failed.*my server is down/s);
    expect(chat.errors.filter((line) => line.startsWith('thrown'))).toEqual([]);
    await chat.send('b-1');
    await isAbout('b-1', null);
  });
});

describe('a page offers a list', { timeout: 60_000 }, () => {
  it('the player picks from it, by keys, or goes without', async () => {
    const chat = await visitor('list');
    await call(chat.page, 'subjects', [
      BET,
      { type: 'withdrawal', id: 'W-1', title: 'W-1, €250.00' },
      { type: 'wager' },
    ]);
    await chat.open();
    await expect
      .poll(() => chat.errors, PATIENT)
      .toEqual([expect.stringMatching(/subjects: type is undefined|"wager"/)]);
    const choose = chat.part('choose-subject');
    await choose.press('Enter');
    expect(await chat.part('subject-list').getByRole('button').allTextContents()).toEqual([
      'Bet B-90417Vitebsk – Minsk, 1X',
      'Withdrawal W-1, €250.00',
    ]);
    expect(await axeFindings(chat.page)).toEqual([]);
    // Escape closes the list and not the panel.
    await chat.page.keyboard.press('Escape');
    expect(await chat.part('subject-list').count()).toBe(0);
    expect(await chat.panel.isVisible()).toBe(true);
    await choose.press('Enter');
    await chat.part('subject-list').getByRole('button').last().press('Enter');
    await chat.part('subject').waitFor();
    await chat.send('list-1');
    await isAbout('list-1', { kind: 'withdrawal', id: 'W-1', signed: false });
    await choose.waitFor();
  });

  it('fetched when it is wanted; where that fails the player may try again', async () => {
    const chat = await visitor('fetched', 'player-7');
    await chat.page.exposeFunction('freshList', async () => [await signed({ sub: 'player-7' })]);
    await chat.page.evaluate(() => {
      const own = window as unknown as { freshList(): Promise<string[]>; down: boolean } & Chat;
      own.down = true;
      own.Touchline('subjects', () => (own.down ? Promise.reject(new Error('down')) : own.freshList()));
    });
    await chat.open();
    await chat.part('choose-subject').click();
    await chat.page.getByText('The list could not be loaded.').waitFor();
    await chat.page.evaluate(() => Object.assign(window, { down: false }));
    await chat.page.getByRole('button', { name: 'Try again' }).click();
    await chat.part('subject-list').getByRole('button').click();
    await chat.send('fetched-1');
    await isAbout('fetched-1', { id: 'B-90417', signed: true });
  });

  it('signed out, nothing of it is left for the next player of this browser', async () => {
    const chat = await visitor('next', 'player-7');
    await call(chat.page, 'attach', BET);
    await chat.open();
    await chat.part('subject').waitFor();
    await call(chat.page, 'logout');
    await call(chat.page, 'open');
    await expect.poll(() => chat.part('subject').count(), PATIENT).toBe(0);
    await chat.send('next-1');
    await isAbout('next-1', null);
  });
});

it('the example: "Ask about this" on a bet of the account page', async () => {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  const chat = playerScreen(page);
  await page.goto(`${siteUrl}/en/login`);
  await page.getByRole('button', { name: /Piotr/ }).click();
  await page.locator('#B91022').getByRole('link').click();
  await chat.part('subject').waitFor();
  await chat.part('thread').waitFor();
  await chat.send('gdzie wygrana');
  await isAbout('gdzie wygrana', {
    kind: 'bet',
    id: 'B91022',
    title: expect.stringContaining('20.00') as never,
    signed: true,
  });
}, 60_000);
