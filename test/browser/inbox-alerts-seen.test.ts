/** Being reached without sound: the count in the title and on the icon, and the browser's notifications. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import type { Page } from 'playwright-core';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { launchHearing } from '../support/hearing.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { inboxScreen } from '../support/inbox-screen.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay } = await setStage();
const hearing = await launchHearing();
afterAll(hearing.close);
await hearing.context.grantPermissions(['notifications']);
/** The browser's own notifications, kept as they are made. */
await hearing.context.addInitScript(`
  const made = (window.made = []);
  window.Notification = class extends Notification {
    constructor(title, options) {
      super(title, options);
      made.push(this);
      this.addEventListener('close', () => (this.over = true));
    }
  };`);

/** An operator at a site of their own, whose inbox is open in one tab, with a click in it. */
async function desk() {
  const site = await createSite(db, { name: 'Fairplay', routing: routingRules.parse({ mode: 'pick' }) });
  const operator = await createOperator(db, [site]);
  await createOperatorStore(db).equip(operator.id, { languages: {}, topics: null, capacity: 20 });
  await hearing.context.clearCookies();
  const tab = await hearing.openTab(`${relay.url}/inbox`);
  onTestFinished(() => tab.page.close());
  const inbox = inboxScreen(tab.page, relay.url);
  await inbox.signIn(operator);
  await expect.poll(inbox.presence, PATIENT).toBe('online');
  return { site, tab, inbox, page: tab.page };
}

it('the title and the icon count who waits, the icon up to nine, and the policy of the page allows it', async () => {
  const { site, page } = await desk();
  const icon = async () => (await page.locator('link[rel=icon]').getAttribute('href')) ?? '';
  const drawn = async () => decodeURIComponent(await icon());
  expect(await drawn()).not.toContain('<text');
  await writingPlayer(relay.url, site, {}, 'one');
  await expect.poll(() => page.title(), PATIENT).toBe('(1) Touchline');
  expect(await drawn()).toContain('>1</text></svg>');
  const rauf = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Rauf' }));
  const more = await Promise.all(
    Array.from({ length: 10 }, (_, at) => writingPlayer(relay.url, site, {}, `more ${at}`)),
  );
  await expect.poll(() => page.title(), PATIENT).toBe('(11) Touchline');
  expect(await drawn()).toContain('>9+</text></svg>');
  // The browser draws it: what its policy refuses would not load.
  const width = (src: string) =>
    page.evaluate(async (from) => {
      const image = new Image();
      image.src = from;
      await image.decode();
      return image.naturalWidth;
    }, src);
  expect(await width(await icon())).toBeGreaterThan(0);
  for (const { conversation } of more.slice(0, 2)) await rauf.answer(conversation, 'I am here');
  await expect.poll(drawn, PATIENT).toContain('>9</text></svg>');
}, 60_000);

it('a notification per conversation, while no inbox is in front, until it is claimed; a click opens it', async () => {
  const { site, tab, page } = await desk();
  await page.locator('[data-part=bell]').click();
  await page.getByRole('switch', { name: 'Browser notifications' }).click();
  await page.keyboard.press('Escape');
  const first = await writingPlayer(relay.url, site, { name: 'Volha' }, 'in front of my eyes');
  await page.locator(`[data-conversation="${first.conversation}"]`).waitFor();
  await hearing.hide(tab);
  expect(await notifications(page)).toEqual([]);

  const volha = await writingPlayer(relay.url, site, { name: 'Volha' }, 'is anybody there?');
  const shown = { title: 'Volha is waiting', body: 'Fairplay · is anybody there?', over: false };
  await expect.poll(() => notifications(page), PATIENT).toEqual([shown]);
  await volha.write('hello?');
  const rauf = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Rauf' }));
  await rauf.answer(volha.conversation, 'I am here');
  await expect.poll(() => notifications(page), PATIENT).toEqual([{ ...shown, over: true }]);

  await page.bringToFront();
  await page.locator('[data-part=bell]').click();
  await page.getByRole('switch', { name: 'With what the player wrote' }).click();
  await hearing.hide(tab);
  const adam = await writingPlayer(relay.url, site, { name: 'Adam' }, 'my card is 12');
  const last = async () => (await notifications(page)).at(-1);
  await expect.poll(last, PATIENT).toEqual({ title: 'Adam is waiting', body: 'Fairplay', over: false });
  await page.evaluate("made.at(-1).dispatchEvent(new Event('click'))");
  await expect.poll(() => page.url(), PATIENT).toContain(adam.conversation);
  await expect.poll(last, PATIENT).toMatchObject({ over: true });
}, 60_000);

it('who is away is not disturbed', async () => {
  const { site, tab, inbox, page } = await desk();
  await page.locator('[data-part=bell]').click();
  await page.getByRole('switch', { name: 'Browser notifications' }).click();
  await page.keyboard.press('Escape');
  await inbox.choosePresence('away');
  await expect.poll(inbox.presence, PATIENT).toBe('away');
  await hearing.hide(tab);
  const since = Date.now();
  await writingPlayer(relay.url, site, {}, 'is anybody there?');
  await expect.poll(() => page.title(), PATIENT).toBe('(1) Touchline');
  expect(await notifications(page)).toEqual([]);
  expect(await hearing.rings(tab, since)).toEqual([]);
}, 60_000);

/** Those that the page has made, in order; `over`: the browser has put it away. */
function notifications(page: Page): Promise<{ title: string; body: string; over: boolean }[]> {
  return page.evaluate('made.map(({ title, body, over = false }) => ({ title, body, over }))');
}
