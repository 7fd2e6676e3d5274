/**
 * The inbox in a real Chromium, on the desk's database and a relay of its own: from a key or a click to the conversation on
 * the screen, a long one, a long list, and the first load. Against the browser itself: a frame that shows nothing new, and
 * the relay's smallest answer as a page.
 */
import { type Browser, chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../support/chromium.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { workOf } from '../support/page-work.ts';
import { signIn, type TestOperator } from '../support/relay.ts';
import { startChild } from './child.ts';
import type { BenchOptions, Row } from './figure.ts';
import { longTasks, timeOf, watchOpening } from './page-watch.ts';
import { lateRow, rowOf } from './rows.ts';
import type { DeskWorld } from './servers/desk-world.ts';
import type { RelayTask } from './servers/relay.ts';

type Options = Pick<BenchOptions, 'quick' | 'say'>;

const VIEWPORT = { width: 1_440, height: 900 };
const PATIENCE_MS = 60_000;
/** As many are kept by a page, and shown at once to who comes back. */
const AGAIN = 15;
const FRAMES = 300;

export async function deskScreens(databaseUrl: string, world: DeskWorld, { quick, say }: Options): Promise<Row[]> {
  const relay = await startChild(new URL('servers/relay.ts', import.meta.url), {
    task: { databaseUrl } satisfies RelayTask,
  });
  const { url } = relay.hello as { url: string };
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  try {
    const inbox = await openInbox(browser, url, world.operator, { viewport: VIEWPORT, locale: 'en' });
    const rows = await opening(inbox, quick ? 10 : 100);
    say('conversations are opened');
    rows.push(...(await longOne(inbox, world.longId)));
    await inbox.page.context().close();
    say('the long one is read');
    rows.push(...(await longList(browser, url, world)));
    say('the long list is scrolled');
    rows.push(...(await firstLoads(browser, url, world.operator, quick ? 3 : 15)));
    return rows;
  } finally {
    await browser.close();
    await relay.stop();
  }
}

async function opening({ page, rows, showList }: InboxScreen, times: number): Promise<Row[]> {
  await showList('open');
  await rows.nth(5).waitFor();
  // The pane comes after the lists.
  await page.waitForLoadState('networkidle');
  await watchOpening(page);
  const press = (key: string) => timeOf(page, () => page.keyboard.press(key));
  await press('j');
  const [byKey, again, byClick, frames]: number[][] = [[], [], [], []];
  for (let i = 0; i < times; i++) {
    byKey?.push(await press('j'));
    frames?.push(await press('q'));
  }
  for (let i = 0; i < Math.min(times, AGAIN); i++) again?.push(await press('k'));
  for (let i = 0; i < times; i++) {
    // Rows not far above and below the one that is shown: every one of them is on the screen.
    const row = page.locator(`[data-part=row]:not([aria-current])`).nth(8 + (i % 2));
    byClick?.push(await timeOf(page, () => row.click()));
    await page.mouse.wheel(0, 168);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const tasks = await longTasks(page);
  return [
    rowOf('desk/open', 'ms', { ours: byKey ?? [], others: { 'a frame': frames ?? [] } }),
    lateRow('desk/open', byKey ?? [], 0.95),
    lateRow('desk/open/click', byClick ?? [], 0.5),
    lateRow('desk/open/click', byClick ?? [], 0.95),
    lateRow('desk/open/again', again ?? [], 0.95),
    rowOf('desk/open/long-tasks', 'tasks', { ours: [tasks.length], others: {} }),
  ];
}

/** Opened from its list, then read up to its beginning. */
async function longOne(inbox: InboxScreen, id: string): Promise<Row[]> {
  const { page } = inbox;
  await inbox.showList('mine');
  await inbox.row(id).waitFor();
  const opened: number[] = [];
  for (let i = 0; i < 5; i++) {
    const [other] = await page.locator(`[data-part=row]:not([data-conversation="${id}"])`).all();
    if (other) await timeOf(page, () => other.click());
    opened.push(await timeOf(page, () => inbox.row(id).click()));
  }
  const before = (await longTasks(page)).length;
  const begun = performance.now();
  let frames = 0;
  const work = await workOf(page, async () => {
    frames = await page.evaluate(readUp, PATIENCE_MS);
  });
  const tasks = (await longTasks(page)).slice(before);
  return [
    rowOf('desk/long-conversation/open', 'ms', { ours: opened, others: {} }),
    rowOf('desk/long-conversation/read', 'ms', { ours: [performance.now() - begun], others: {} }),
    rowOf('desk/long-conversation/frame', 'ms', { ours: [work / frames], others: {} }),
    rowOf('desk/long-conversation/long-tasks', 'tasks', { ours: [tasks.length], others: {} }),
  ];
}

/** In the page: always to the top, until what stands there is the beginning. How many frames that took. */
async function readUp(patienceMs: number): Promise<number> {
  const box = document.querySelector('[data-part=thread]');
  if (!box) throw new Error('there is a thread');
  const isWhole = () => box.querySelector('[data-part=message][data-seq="2"]') !== null;
  const begun = performance.now();
  let frames = 0;
  for (; !isWhole(); frames++) {
    if (performance.now() - begun > patienceMs) throw new Error('the beginning does not come');
    box.scrollTop -= 900;
    await new Promise(requestAnimationFrame);
  }
  return frames;
}

async function longList(browser: Browser, url: string, { ofRush, waiting }: DeskWorld): Promise<Row[]> {
  const { page } = await openInbox(browser, url, ofRush, { viewport: VIEWPORT, locale: 'en' });
  const begun = performance.now();
  await page.waitForFunction(
    (text) => document.querySelector('nav.tabs [data-view=waiting] .tab-count')?.textContent === text,
    String(waiting),
    { timeout: PATIENCE_MS },
  );
  const wholeMs = performance.now() - begun;
  await watchOpening(page);
  const work = await workOf(page, () => page.evaluate(scrollDown, FRAMES));
  const tasks = await longTasks(page);
  await page.context().close();
  return [
    rowOf('desk/long-list/whole', 'ms', { ours: [wholeMs], others: {} }),
    rowOf('desk/long-list/frame', 'ms', { ours: [work / FRAMES], others: {} }),
    rowOf('desk/long-list/long-tasks', 'tasks', { ours: [tasks.length], others: {} }),
  ];
}

/** In the page: as fast as a hand throws a wheel. */
async function scrollDown(frames: number): Promise<void> {
  const box = document.querySelector('.rows');
  if (!box) throw new Error('there is a list');
  for (let at = 0; at < frames; at++) {
    box.scrollTop += box.scrollHeight / frames;
    await new Promise(requestAnimationFrame);
  }
}

/** By somebody who is signed in, with nothing kept from before. */
async function firstLoads(browser: Browser, url: string, operator: TestOperator, times: number): Promise<Row[]> {
  const [name = '', value = ''] = (await signIn(url, operator)).split('=');
  const [usable, bytes, answer]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < times; i++) {
    const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en' });
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await page.goto(`${url}/health`);
    answer.push(await page.evaluate(() => performance.now()));
    await page.addInitScript(noteFirstRow);
    await page.goto(`${url}/inbox`, { waitUntil: 'commit' });
    const first = await page.waitForFunction(() => (globalThis as Noted).firstRow);
    const { ms, bytes: loaded } = (await first.jsonValue()) as FirstRow;
    usable.push(ms);
    bytes.push(loaded / 1_000);
    await context.close();
  }
  return [
    rowOf('desk/first-load', 'ms', { ours: usable, others: { 'the smallest page': answer } }),
    lateRow('desk/first-load', usable, 0.95),
    rowOf('desk/first-load/bytes', 'KB', { ours: bytes, others: {} }),
  ];
}

/** Since the navigation began, and what had come over the line by then, as it was compressed. */
type FirstRow = { ms: number; bytes: number };
type Noted = typeof globalThis & { firstRow?: FirstRow };

/** In the page, before anything else: the frame after the one in which the list has a row. */
function noteFirstRow(): void {
  const look = () => {
    if (!document.querySelector('[data-part=row]')) return void requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
      const bytes = loaded.reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0);
      (globalThis as Noted).firstRow = { ms: performance.now(), bytes };
    };
    port2.postMessage(null);
  };
  look();
}
