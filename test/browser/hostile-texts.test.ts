/**
 * Hostile texts through every field onto every surface: nothing runs, nothing is fetched, no text becomes markup. With
 * the pages' Content-Security-Policy, and with the browser ignoring it, so that it is the second lock and not the only one.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { strangeMarkup, watchForCode } from '../support/hostile-watch.ts';
import { type HostileWorld, setHostileWorld } from '../support/hostile-world.ts';
import { inboxScreen } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';

const world = await setHostileWorld();
const browser = await launchChromium();

const POLICIES = [
  ['with the pages’ policy', false],
  ['with the policy ignored', true],
] as const;

describe.each(POLICIES)('%s', { timeout: 180_000 }, (_name, bypassCSP) => {
  it('nothing runs in the inbox', async () => {
    const { page, found } = await open(browser, bypassCSP);
    await throughTheInbox(page, world);
    expect(found).toEqual([]);
    expect(await strangeMarkup(page)).toEqual([]);
    await page.context().close();
  });

  it('nothing runs in the player’s panel', async () => {
    const { page, found } = await open(browser, bypassCSP);
    await throughThePanel(page, world);
    expect(found).toEqual([]);
    expect(await strangeMarkup(page)).toEqual([]);
    await page.context().close();
  });
});

describe('positive control', () => {
  it('where texts are put into a page as markup, many of them run, are fetched and are found', async () => {
    const strange: string[] = [];
    const { page, found } = await open(browser, true);
    // Its own page for each few: some leave theirs.
    for (let i = 0; i < HOSTILE_TEXTS.length; i += 30) {
      const fresh = await page.context().newPage();
      await fresh.evaluate(asMarkup, HOSTILE_TEXTS.slice(i, i + 30)).catch(String);
      strange.push(...(await strangeMarkup(fresh).catch(() => [])));
    }
    await expect.poll(() => found.filter((one) => one.endsWith('ran')).length, PATIENT).toBeGreaterThan(10);
    expect(found.filter((one) => one.startsWith('asked')).length).toBeGreaterThan(3);
    expect(new Set(strange).size).toBeGreaterThan(20);
    await page.context().close();
  });

  it('there are 300 of them and more, and no two are the same', () => {
    expect(new Set(HOSTILE_TEXTS).size).toBeGreaterThanOrEqual(300);
  });
});

function asMarkup(texts: readonly string[]): void {
  for (const text of texts) {
    const place = document.createElement('div');
    place.innerHTML = text;
    document.body.append(place);
  }
}

async function open(on: Browser, bypassCSP: boolean): Promise<{ page: Page; found: string[] }> {
  const context: BrowserContext = await on.newContext({
    bypassCSP,
    locale: 'en',
    viewport: { width: 1_400, height: 900 },
  });
  const found = await watchForCode(context);
  return { page: await context.newPage(), found };
}

/** Every list, the conversation with all texts, the others one by one, the search, the pages. */
async function throughTheInbox(page: Page, { relay, colleague, everything, transcript }: HostileWorld): Promise<void> {
  const inbox = inboxScreen(page, relay.url);
  await page.goto(`${relay.url}/inbox`);
  await inbox.signIn(colleague);
  for (const view of ['waiting', 'mine', 'open', 'escalated', 'snoozed', 'resolved', 'all']) {
    await page.goto(`${relay.url}/inbox/${view}`);
    await inbox.part('list').waitFor();
    await page.mouse.move(200, 500);
    for (let i = 0; i < 40; i++) await page.mouse.wheel(0, 900);
  }
  await inbox.visit(everything);
  await expect
    .poll(async () => {
      // Notes first, the player's texts above them.
      await inbox.part('thread').evaluate((thread) => thread.scrollTo(0, 0));
      return inbox.messages.count();
    }, PATIENT)
    .toBeGreaterThan(100);
  await page.goto(`${relay.url}/inbox/all`);
  await inbox.rows.first().waitFor();
  for (let i = 0; i < 60; i++) await page.keyboard.press('j');
  await page.getByRole('searchbox').fill('pwned onerror');
  await expect.poll(() => inbox.part('hit').count(), PATIENT).toBeGreaterThan(5);
  await page.goto(`${relay.url}/inbox/replies`);
  await page.getByText('reply-1', { exact: false }).first().waitFor();
  await page.goto(await transcript());
  await page.getByText('pwned').first().waitFor();
}

async function throughThePanel(page: Page, { siteUrl, player }: HostileWorld): Promise<void> {
  const chat = playerScreen(page);
  await page.goto(siteUrl);
  await chat.open();
  await chat.send(HOSTILE_TEXTS[0] as string);
  const conversation = await player(page);
  await conversation.answerWithAll();
  await expect.poll(() => chat.texts().then((texts) => texts.length), PATIENT).toBeGreaterThan(50);
  await chat.part('thread').evaluate((thread) => thread.scrollTo(0, 0));
}
