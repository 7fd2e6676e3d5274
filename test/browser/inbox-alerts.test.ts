/** Being reached: what an operator hears whose inbox is open three times, in two windows, and nowhere in front. */
import { RING_EVERY_S } from '@touchline/inbox/alerts/alarms.ts';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { launchHearing, type Tab } from '../support/hearing.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { inboxScreen } from '../support/inbox-screen.ts';
import { createOperator, createSite, signIn } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

/** From the message to the sound, and from the death of the tab that rang to the next one. */
const HEARD_WITHIN_MS = 2_000;
const OFFER_EVERY_MS = 1_000 * RING_EVERY_S.offer;
const WAITING_EVERY_MS = 1_000 * RING_EVERY_S.waiting;

const { db, relay } = await setStage();

/** `plant`: runs in every tab before the inbox does. */
async function threeHidden(mode: 'offer' | 'pick', plant = '') {
  const site = await createSite(db, { name: 'Fairplay', routing: routingRules.parse({ mode, acceptMs: 120_000 }) });
  const operator = await createOperator(db, [site]);
  await createOperatorStore(db).equip(operator.id, { languages: {}, topics: null, capacity: 3 });
  const hearing = await launchHearing();
  onTestFinished(hearing.close);
  await hearing.context.addInitScript(plant);
  const tabs: Tab[] = [];
  for (const inNewWindow of [false, false, true]) {
    const tab = await hearing.openTab(`${relay.url}/inbox`, { inNewWindow });
    if (tabs.length === 0) await inboxScreen(tab.page, relay.url).signIn(operator);
    await tab.page.locator('[data-part=connection][data-state=ready]').waitFor();
    await tab.page.locator('h1').click();
    await expect.poll(() => inboxScreen(tab.page, relay.url).presence(), PATIENT).toBe('online');
    tabs.push(tab);
  }
  for (const tab of tabs) await hearing.hide(tab);
  const rings = (since: number) => Promise.all(tabs.map((tab) => hearing.rings(tab, since)));
  return { site, tabs, rings, hearing };
}

type Three = Awaited<ReturnType<typeof threeHidden>>;

/** What each tab has sounded since then, once one of them has three times. */
async function threeRounds({ rings }: Three, since: number): Promise<number[][]> {
  const most = async () => Math.max(...(await rings(since)).map(({ length }) => length));
  await expect.poll(most, PATIENT).toBeGreaterThanOrEqual(3);
  return (await rings(since)).filter(({ length }) => length > 0);
}

it('of three hidden tabs one rings within 2 s, again and again, until the conversation is claimed', async () => {
  const three = await threeHidden('offer');
  const { site, tabs, hearing, rings } = three;
  const { conversation, write } = await writingPlayer(relay.url, site, {});
  const since = Date.now();
  await write('is anybody there?');
  const heard = await threeRounds(three, since);
  expect(heard).toHaveLength(1);
  const [first = 0, second = 0, third = 0] = heard[0] ?? [];
  expect(first).toBeLessThan(HEARD_WITHIN_MS);
  for (const round of [second - first, third - second]) expect(Math.abs(round - OFFER_EVERY_MS)).toBeLessThan(500);

  // The tab that rang dies: another goes on. Closing it would be the easier case.
  const before = await rings(since);
  const leader = before.findIndex(({ length }) => length > 0);
  const death = Date.now();
  await crash(tabs[leader]);
  const others = async () => (await rings(death)).filter((_, index) => index !== leader);
  await expect.poll(async () => (await others()).flat().length, PATIENT).toBe(1);
  expect((await others()).flat()[0]).toBeLessThan(HEARD_WITHIN_MS);

  // Claimed in a tab, it is quiet for longer than a round takes.
  const left = tabs.find((_, index) => index !== leader) as Tab;
  await left.page.bringToFront();
  await inboxScreen(left.page, relay.url).offer(conversation).locator('[data-part=accept]').click();
  await hearing.silence(1.5 * OFFER_EVERY_MS);
}, 90_000);

it('control: without the lock, by which tabs agree on one, all three ring', async () => {
  const three = await threeHidden('offer', 'delete Navigator.prototype.locks');
  const since = Date.now();
  await writingPlayer(relay.url, three.site, {}, 'is anybody there?');
  expect(await threeRounds(three, since)).toHaveLength(3);
}, 60_000);

it('where operators pick, a player who waits rings until a colleague takes them, and only then', async () => {
  const { site, tabs, hearing, rings } = await threeHidden('pick');
  const { conversation, write } = await writingPlayer(relay.url, site, {});
  const since = Date.now();
  await write('is anybody there?');
  const count = async () => (await rings(since)).flat().length;
  await expect.poll(count, { ...PATIENT, timeout: 20_000 }).toBe(2);
  const [first = 0, second = 0] = (await rings(since)).flat();
  expect(first).toBeLessThan(HEARD_WITHIN_MS);
  expect(Math.abs(second - first - WAITING_EVERY_MS)).toBeLessThan(500);

  const rauf = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Rauf' }));
  await rauf.answer(conversation, 'I am here');
  for (const { page } of tabs) await expect.poll(() => isRinging(page), PATIENT).toBe('false');
  await hearing.silence(1.5 * OFFER_EVERY_MS);
}, 90_000);

const isRinging = (page: Page) => page.locator('[data-part=bell]').getAttribute('data-rings');

async function crash(tab: Tab | undefined): Promise<void> {
  const session = await tab?.page.context().newCDPSession(tab.page);
  const dead = tab?.page.waitForEvent('crash');
  session?.send('Page.crash').catch(() => {});
  await dead;
}

it('a tab that was never touched says that it may not sound, and one click is the remedy', async () => {
  const site = await createSite(db, { name: 'Fairplay', routing: routingRules.parse({ mode: 'pick' }) });
  const operator = await createOperator(db, [site]);
  const hearing = await launchHearing();
  onTestFinished(hearing.close);
  const cookie = await signIn(relay.url, operator);
  const [name = '', value = ''] = cookie.split('=');
  await hearing.context.addCookies([{ name, value, url: relay.url }]);
  const tab = await hearing.openTab(`${relay.url}/inbox`);

  // Playwright looks into a page as if a person had touched it; the protocol itself need not.
  const session = await hearing.context.newCDPSession(tab.page);
  const look = async (expression: string) =>
    (await session.send('Runtime.evaluate', { expression, returnByValue: true })).result.value;
  const warning = "document.querySelector('[data-part=sound-blocked]')";
  await expect.poll(() => look(`${warning}?.textContent`), PATIENT).toContain('Your browser blocks sound');
  const since = Date.now();
  const { x, y } = await look(`${warning}.querySelector('button').getBoundingClientRect().toJSON()`);
  await tab.page.mouse.click(x + 5, y + 5);
  await expect.poll(() => hearing.rings(tab, since), PATIENT).toHaveLength(1);
  await expect.poll(() => look(`${warning} === null`), PATIENT).toBe(true);
}, 60_000);
