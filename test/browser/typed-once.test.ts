/**
 * T21: what was typed is sent once. Offline, loaded anew in the middle of a send, in two tabs, with storage blocked: in
 * a real browser each, on the betting site, with the relay's answer still to come.
 */
import type { BrowserContext } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, launchWithoutStorage, PATIENT } from '../support/chromium.ts';
import { printZero, times } from '../support/figures.ts';
import { forgetClientIds } from '../support/page-faults.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, siteUrl } = await setStage();
const browser = await launchChromium();
const withoutStorage = await launchWithoutStorage();

const ROUNDS = times({ quick: 8, full: 200 });
const WAYS = ['offline', 'loaded anew while sending', 'in two tabs', 'storage blocked'] as const;

describe('T21: what was typed is sent once', { timeout: 30_000 + ROUNDS * 5_000 }, () => {
  it('offline, over a reload, in two tabs and without storage', async () => {
    const problems: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const way = WAYS[round % WAYS.length] ?? 'offline';
      const context = way === 'storage blocked' ? withoutStorage : await browser.newContext({ locale: 'en' });
      const screens = await send(way, context, `${way}, ${round}`);
      problems.push(...(await judge(screens, `${way}, ${round}`)));
      await (way === 'storage blocked' ? context.pages().at(-1)?.close() : context.close());
    }
    printZero('T21', problems, ROUNDS);
    expect(problems).toEqual([]);
  });

  it('also where the network went before all of the chat had come', async () => {
    const context = await browser.newContext({ locale: 'en' });
    await context.route(/\/assets\/later-/, (route) => route.abort('internetdisconnected'));
    const chat = playerScreen(await context.newPage());
    await chat.page.goto(`${siteUrl}/script-tag.html`);
    await chat.launcher.click();
    await chat.send('written too early');
    expect(await conversationsWith(db, 'written too early')).toEqual([]);
    await context.unroute(/\/assets\/later-/);
    await expect.poll(() => wrongRows('written too early'), PATIENT).toEqual([]);
    expect(await judge([chat], 'written too early')).toEqual([]);
    expect(await chat.composer.inputValue()).toBe('');
  });

  it('the check fails when every attempt has a client id of its own', async () => {
    const context = await browser.newContext({ locale: 'en' });
    await forgetClientIds(context);
    await send('loaded anew while sending', context, 'planted');
    // At the latest when the client has waited in vain for the ack of its own id.
    await expect.poll(() => wrongRows('planted'), { ...PATIENT, timeout: 25_000 }).toEqual(['2 rows of “planted”']);
  });
});

/** Types and sends in one of the ways; resolves to the screens that should show it, once the fault is over. */
async function send(way: (typeof WAYS)[number], context: BrowserContext, text: string): Promise<PlayerScreen[]> {
  const chat = await openChat(context);
  switch (way) {
    case 'offline':
    case 'storage blocked':
      if (way === 'storage blocked') expect(await isStorageBlocked(chat)).toBe(true);
      await context.setOffline(true);
      await chat.send(text);
      await underWay(chat);
      await context.setOffline(false);
      return [chat];
    case 'loaded anew while sending':
      relay.pause();
      await chat.send(text);
      await underWay(chat);
      await chat.page.reload({ waitUntil: 'commit' });
      relay.resume();
      await chat.open();
      return [chat];
    case 'in two tabs': {
      const other = await openChat(context);
      await context.setOffline(true);
      await chat.send(text);
      await underWay(chat);
      // The other tab knows of it before either may send it.
      await expect.poll(() => other.texts(), PATIENT).toEqual([text]);
      await context.setOffline(false);
      return [chat, other];
    }
  }
}

async function judge(screens: PlayerScreen[], text: string): Promise<string[]> {
  const problems: string[] = [];
  for (const screen of screens) {
    await expect.poll(() => screen.states().then((states) => states.includes('sending')), PATIENT).toBe(false);
    const bubbles = (await screen.texts()).filter((shown) => shown === text).length;
    if (bubbles !== 1) problems.push(`${bubbles} bubbles of “${text}”`);
  }
  return [...problems, ...(await wrongRows(text))];
}

async function wrongRows(text: string): Promise<string[]> {
  const rows = (await conversationsWith(db, text)).length;
  return rows === 1 ? [] : [`${rows} rows of “${text}”`];
}

async function openChat(context: BrowserContext): Promise<PlayerScreen> {
  const chat = playerScreen(await context.newPage());
  await chat.page.goto(`${siteUrl}/script-tag.html`);
  await chat.open();
  return chat;
}

async function underWay(chat: PlayerScreen): Promise<void> {
  await expect.poll(() => chat.states(), PATIENT).toEqual(['sending']);
}

function isStorageBlocked(chat: PlayerScreen): Promise<boolean> {
  return chat.page.evaluate(() => {
    try {
      return !window.localStorage;
    } catch {
      return true;
    }
  });
}
