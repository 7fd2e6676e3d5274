/** The moments that decide whether a player trusts the chat: a lift, and a phone that somebody else takes in hand. */
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchWholeChromium, PATIENT } from '../support/chromium.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { deafenToOtherTabs } from '../support/page-faults.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { startRelayProcess } from '../support/relay-process.ts';
import { newPhone } from '../support/slow-phone.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const pages = await startHostPages();
const { db, databaseUrl, relay, siteUrl } = await setStage({ origins: [pages.url] });
const browser = await launchWholeChromium();

const GONE_WITHIN = { timeout: 1_000, interval: 25 };

describe('sending in a lift', { timeout: 60_000 }, () => {
  it('a text whose tab was killed without a network leaves once, and is "sent" only when it is', async () => {
    const text = 'my card was declined, in a lift';
    const chat = await sendInLift(text);
    // Nobody answers yet: whatever stands there, it is not sent.
    expect(await chat.texts()).toEqual([text]);
    expect(await chat.states()).toEqual(['sending']);
    expect(await conversationsWith(db, text)).toEqual([]);
    relay.resume();
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    expect(await conversationsWith(db, text)).toHaveLength(1);
    expect(await chat.texts()).toEqual([text]);
  });

  it('the check fails when the device forgets what it had stored', async () => {
    const chat = await sendInLift('forgotten in a lift', { forgets: true });
    relay.resume();
    expect(await chat.texts()).toEqual([]);
  });

  it('the check fails when a relay acknowledges before it commits', async () => {
    const hasty = await startRelayProcess({ databaseUrl, plant: 'acksBeforeCommit' });
    const page = await (await newPhone(browser)).newPage();
    await page.goto(pages.serve('/hasty', pageWith(scriptTag(hasty.url))));
    const chat = playerScreen(page);
    await chat.open();
    await chat.send('acknowledged too soon');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    expect(await conversationsWith(db, 'acknowledged too soon')).toEqual([]);
    await hasty.kill();
  });
});

describe('a shared phone', { timeout: 60_000 }, () => {
  it('shows nothing old within a second of logging out, in another tab or by Back', async () => {
    const { first, second, secret } = await logOutWithTwoTabs(await newPhone(browser));
    await expect.poll(() => shownText(second), GONE_WITHIN).not.toContain(secret);
    await first.goBack({ waitUntil: 'commit' });
    await expect.poll(() => wasFrozen(first), PATIENT).toBe(true);
    await expect.poll(() => isVisible(first, secret), GONE_WITHIN).toBe(false);
    await expect.poll(() => shownText(first), GONE_WITHIN).not.toContain(secret);
    expect(await first.evaluate(() => JSON.stringify(localStorage))).not.toContain(secret);
  });

  it('the check fails when the chat hears nothing of other tabs and of the cache', async () => {
    const phone = await newPhone(browser);
    await deafenToOtherTabs(phone);
    const { first, second, secret } = await logOutWithTwoTabs(phone);
    await first.goBack({ waitUntil: 'commit' });
    await expect.poll(() => wasFrozen(first), PATIENT).toBe(true);
    expect(await shownText(second)).toContain(secret);
    expect(await shownText(first)).toContain(secret);
  });
});

describe('a text that could not leave', { timeout: 60_000 }, () => {
  it('goes with its author at log-out, and is never sent in the name of the next', async () => {
    const page = await handOver('what Alena meant to say', { logsOut: true });
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('what Alena meant');
    expect(await conversationsWith(db, 'what Alena meant to say')).toEqual([]);
  });

  it('the check fails when she is still the one who is signed in: then it leaves', async () => {
    await handOver('what Alena says after all', { logsOut: false });
    await expect.poll(() => conversationsWith(db, 'what Alena says after all'), PATIENT).toHaveLength(1);
  });
});

/** Alena writes while the relay is down; it comes back, and whoever is signed in by then has written too. */
async function handOver(text: string, { logsOut }: { logsOut: boolean }): Promise<Page> {
  const phone = await newPhone(browser);
  const page = await phone.newPage();
  const chat = playerScreen(page);
  const signIn = async (player: string) => {
    await page.goto(`${siteUrl}/en/login`);
    await page.locator(`button[value=${player}]`).click();
    await page.waitForURL('**/account');
    await chat.open();
  };
  await signIn('alena');
  await relay.kill();
  await chat.send(text);
  await expect.poll(() => chat.texts().then((texts) => texts.at(-1)), PATIENT).toBe(text);
  if (logsOut) {
    await page.evaluate(() => (window as unknown as { Touchline(command: string): void }).Touchline('logout'));
  }
  await relay.start();
  await signIn(logsOut ? 'minh' : 'alena');
  // Nothing of the first text is in it: until its answer has come, it stands in the browser's storage too.
  const next = `whoever is here now writes (${logsOut})`;
  await chat.send(next);
  await expect.poll(() => conversationsWith(db, next), PATIENT).toHaveLength(1);
  return page;
}

/** Up to the moment at which the network is back, the tab open again, and the relay silent. */
async function sendInLift(text: string, { forgets = false } = {}): Promise<PlayerScreen> {
  // 1. The chat is open; the network goes, and the text is sent all the same.
  const phone = await newPhone(browser);
  const page = await phone.newPage();
  await page.goto(`${siteUrl}/script-tag.html`);
  const chat = playerScreen(page);
  await chat.open();
  await phone.setOffline(true);
  await chat.send(text);
  await expect.poll(() => chat.states(), PATIENT).toEqual(['sending']);

  // 2. The phone kills the tab, without a word to the page.
  const crashed = page.waitForEvent('crash');
  const devtools = await phone.newCDPSession(page);
  devtools.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();

  // 3. Outside again: the page is opened anew.
  relay.pause();
  await phone.setOffline(false);
  const reopened = playerScreen(await phone.newPage());
  await reopened.page.goto(`${siteUrl}/script-tag.html`, { waitUntil: 'commit' });
  if (forgets) {
    await reopened.page.evaluate(() => localStorage.clear());
    await reopened.page.reload({ waitUntil: 'commit' });
  }
  await reopened.open();
  return reopened;
}

/**
 * Two tabs are open on the conversation. The first goes on to another page, frozen by the browser as it was, and the
 * player logs out there.
 */
async function logOutWithTwoTabs(phone: BrowserContext) {
  const secret = `my balance, ${crypto.randomUUID()}`;
  const address = pages.serve('/account', pageWith(scriptTag(relay.url)));
  const [first, second] = [await phone.newPage(), await phone.newPage()];
  await first.goto(address);
  const chat = playerScreen(first);
  await chat.open();
  await chat.send(secret);
  await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
  await second.goto(address);
  await playerScreen(second).open();
  await expect.poll(() => shownText(second), PATIENT).toContain(secret);
  await first.evaluate(() => {
    window.onpageshow = ({ persisted }) => document.documentElement.setAttribute('data-frozen', `${persisted}`);
  });
  await first.goto(pages.serve('/profile', pageWith(scriptTag(relay.url))));
  await chat.launcher.waitFor();
  await first.evaluate(() => (window as unknown as { Touchline(command: string): void }).Touchline('logout'));
  return { first, second, secret };
}

/** Everything the chat holds of text, seen or not. */
function shownText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const root = document.querySelector('touchline-chat')?.shadowRoot;
    return [root?.textContent, ...[...(root?.querySelectorAll('textarea') ?? [])].map(({ value }) => value)].join('\n');
  });
}

async function isVisible(page: Page, text: string): Promise<boolean> {
  const visibility = await page.evaluate(() => {
    const host = document.querySelector('touchline-chat');
    return host ? getComputedStyle(host).visibility : 'hidden';
  });
  return visibility !== 'hidden' && (await shownText(page)).includes(text);
}

/** Whether the page came out of the back/forward cache and not from the server. */
function wasFrozen(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.getAttribute('data-frozen') === 'true');
}
