/** Operators who read Polish or Russian: the inbox speaks their language, all of it, and changes it under their hands. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { type InboxScreen, inboxScreen, openInbox } from '../support/inbox-screen.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { startRelayServer } from '../support/relay-server.ts';
import { setStage } from '../support/stage.ts';
import { wordsOnScreen } from '../support/words-on-screen.ts';

const { db, relay } = await setStage();
const site = await createSite(db, { name: 'Fairplay' });
/** Never used before: one for each first run. */
const fresh = { ru: await startRelayServer(), pl: await startRelayServer() };
const browser = await launchChromium();

/** Names, keys, and what stands in code: the same in every language. */
const NAMES = new RegExp(
  [
    /Touchline|Fairplay|WebSocket|Postgres|Redis|nginx|Apache 2\.4\.47\+|HAProxy|Caddy|Cloudflare|Node/,
    /Content-Security-Policy|(https:\/\/|\*\.)brand\.example|<\/body>|script|\bID\b/,
    /\b(Enter|Shift|Esc|j)\b/,
  ]
    .map((part) => part.source)
    .join('|'),
  'g',
);
const latin = (texts: string[]) => texts.filter((text) => /\p{Script=Latin}/u.test(text.replace(NAMES, '')));

const choice = (page: Page) => page.locator('[data-part=language] select');
async function choose(inbox: InboxScreen, language: string) {
  await inbox.page.locator('[popovertarget=account]').click();
  await choice(inbox.page).selectOption(language);
  await expect.poll(() => inbox.page.locator('html').getAttribute('lang'), PATIENT).toBe(language);
  await inbox.page.keyboard.press('Escape');
}
const wordFiles = (page: Page) => {
  const files: string[] = [];
  // Those of the first screen; the desk's late parts have theirs, which come when they do.
  page.on('request', (request) => files.push(...(/\/words-(\w\w)-/.exec(request.url())?.slice(1) ?? [])));
  return files;
};

it('speaks the browser’s language from the first moment, and another one at once, with everything as it was', async () => {
  const operator = await createOperator(db, [site], { name: 'Рауф' });
  const player = await writingPlayer(relay.url, site, { name: 'Ольга', locale: 'be' }, ...LINES);
  const page = await (await browser.newContext({ locale: 'pl', viewport: { width: 1280, height: 600 } })).newPage();
  const inbox = inboxScreen(page, relay.url);
  const files = wordFiles(page);
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));

  // 1. Polish, before anybody is known and after; one language is loaded.
  await page.goto(`${relay.url}/inbox`);
  await page.getByRole('button', { name: 'Zaloguj się' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('pl');
  await inbox.signIn(operator);
  await page.getByRole('link', { name: /Czekają/ }).waitFor();
  await inbox.show(player.conversation);
  await expect.poll(() => page.locator('.player-pane dd').allTextContents(), PATIENT).toContain('białoruski');
  expect(files).toEqual(['pl']);

  // 2. A reply is half typed, the cursor inside it, the log scrolled up; then the language is changed.
  await inbox.composer.pressSequentially('Сейчас пос');
  await page.keyboard.press('ArrowLeft');
  const thread = inbox.part('thread');
  await thread.evaluate((log) => log.scrollTo(0, 300));
  await expect.poll(() => thread.evaluate((log) => log.scrollTop)).toBe(300);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  const opened = sockets.length;
  await choose(inbox, 'ru');

  await page.getByRole('button', { name: 'Отправить' }).waitFor();
  expect(await inbox.composer.inputValue()).toBe('Сейчас пос');
  expect(await inbox.composer.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(9);
  expect(await thread.evaluate((log) => log.scrollTop)).toBe(300);
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  expect(sockets.length).toBe(opened);
  expect(files).toEqual(['pl', 'ru']);
  await expect.poll(async () => latin(await wordsOnScreen(page)), PATIENT).toEqual([]);

  // 3. The connection is the one it was: the rest is typed and sent.
  await inbox.composer.press('End');
  await inbox.composer.pressSequentially('мотрю');
  await inbox.composer.press('Enter');
  await expect.poll(() => inbox.texts().then((texts) => texts.at(-1)), PATIENT).toBe('Сейчас посмотрю');
  await expect.poll(() => inbox.states().then((states) => states.at(-1)), PATIENT).toBe('sent');
  expect(await inbox.happenings()).toContain('Вы взяли диалог');

  // 4. This browser remembers, and its other tabs follow.
  const other = await page.context().newPage();
  await other.goto(`${relay.url}/inbox/mine`);
  await other.getByRole('link', { name: /Мои/ }).waitFor();
  await choose(inbox, 'pl');
  await other.getByRole('link', { name: /Moje/ }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Wyślij' }).waitFor();
  // Control: had the change loaded the page anew, this would have told.
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(false);
});

it('stays in its language and says so when the words of another cannot be had', async () => {
  const inbox = await openInbox(browser, relay.url, await createOperator(db, [site], { name: 'Рауф' }), {
    locale: 'pl',
  });
  const { page } = inbox;
  await page.route('**/words-ru-*', (route) => route.abort());
  await page.locator('[popovertarget=account]').click();
  await choice(page).selectOption('ru');
  await page.getByText('Nie udało się. Spróbuj ponownie.').waitFor();
  expect(await choice(page).inputValue()).toBe('pl');
  await page.unroute('**/words-ru-*');
  await choice(page).selectOption('ru');
  await page.getByRole('button', { name: 'Выйти', exact: true }).waitFor();
});

describe.each(['ru', 'pl'] as const)('in %s, on every page', { timeout: 120_000 }, (locale) => {
  /** No Latin word in Russian; nothing that axe finds in either. */
  const check = async (page: Page) => {
    if (locale === 'ru') await expect.poll(async () => latin(await wordsOnScreen(page)), PATIENT).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
  };

  it('the desk: an offer, presence, the team, many chosen, a transfer, its note, the keys, the account', async () => {
    const routed = await createSite(db, {
      name: 'Fairplay',
      routing: routingRules.parse({ mode: 'offer', acceptMs: 600_000 }),
    });
    const operator = await createOperator(db, [routed], { name: 'Борис' });
    await createOperatorStore(db).equip(operator.id, { languages: { be: 'native' }, topics: null, capacity: 2 });
    await createOperator(db, [routed], { name: 'Рауф' });
    const inbox = await openInbox(browser, relay.url, operator, { locale });
    const { page } = inbox;
    const danger = { name: 'Ольга', locale: 'be', topic: 'safer-gambling' } as const;
    await writingPlayer(relay.url, routed, danger, 'дапамажыце');
    await inbox.part('offer').waitFor();
    await check(page);
    await inbox.part('presence').click();
    await check(page);
    await page.keyboard.press('Escape');
    await inbox.part('team').click();
    await inbox.part('team-table').waitFor();
    await check(page);
    await page.keyboard.press('Escape');
    await inbox.part('choose').click();
    await page.locator('.row-choice input').check();
    await inbox.part('close-spam').click();
    await check(page);
    await page.keyboard.press('Escape');
    await inbox.part('choose-end').click();
    await inbox.part('accept').click();
    await inbox.part('transfer').click();
    await inbox.part('transfer-form').waitFor();
    await check(page);
    await page.locator('input[name=way][value=queue]').check({ force: true });
    await page.locator('#transfer-note').fill('заметка');
    await inbox.part('transfer-send').click();
    await inbox.part('note').waitFor();
    await check(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await check(page);
    await page.keyboard.press('Escape');
    await page.locator('[popovertarget=account]').click();
    await check(page);
    await inbox.part('spoken-open').click();
    await inbox.part('spoken').waitFor();
    await check(page);
    await page.keyboard.press('Escape');
    await page.locator('[popovertarget=alerts]').click();
    await check(page);
    await page.keyboard.press('Escape');
    await inbox.choosePresence('offline');
    await inbox.part('presence-banner').waitFor();
    await check(page);
    await page.goto(`${relay.url}/inbox/connection`);
    await page.locator('[data-check=postgres]:not([data-state=waiting])').waitFor();
    await check(page);
    await page.context().close();
  });

  it('the first run: the administrator, the site, the script tag', async () => {
    // Waiting for the first message is shown by a dot that never rests, and axe waits for what moves.
    const page = await (await browser.newContext({ locale, reducedMotion: 'reduce' })).newPage();
    const step = (name: string) => page.locator(`[data-part=setup][data-step=${name}]`);
    await page.goto(fresh[locale].firstRunLink);
    await step('administrator').waitFor();
    await check(page);
    await page.locator('input[autocomplete=name]').fill('Алеся');
    await page.locator('input[type=email]').fill('alesia@brand.example');
    await page.locator('input[type=password]').fill('three words together');
    await page.locator('button[type=submit]').click();
    await step('site').waitFor();
    await check(page);
    await page.locator('input:not([type=checkbox])').first().fill('Fairplay');
    await page.locator('input[inputmode=url]').fill('https://brand.example');
    await page.locator('button[type=submit]').click();
    await step('script').waitFor();
    await check(page);
    await page.context().close();
  });
});

it('positive control: the scan finds a text, a label and a placeholder that stayed English', async () => {
  const page = await (await browser.newContext({ locale: 'ru' })).newPage();
  await page.goto(`${relay.url}/inbox`);
  await page.getByRole('button', { name: 'Войти' }).waitFor();
  expect(latin(await wordsOnScreen(page))).toEqual([]);
  await page.evaluate(() => {
    document.querySelector('h1')?.append(' again');
    document.querySelector('form')?.setAttribute('aria-label', 'Sign in');
    document.querySelector('#email')?.setAttribute('placeholder', 'E-mail');
  });
  expect(latin(await wordsOnScreen(page)).sort()).toEqual(['E-mail', 'Sign in', 'again']);
});

/** Enough to scroll. */
const LINES = Array.from({ length: 40 }, (_, at) => `радок ${at + 1}`);
