/** A supervisor who is away and looks elsewhere is called when a limit is passed: once, by sound and by the browser. */
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { afterAll, expect, it } from 'vitest';
import { PATIENT } from '../support/chromium.ts';
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
    }
  };`);

/** Limits are compared every five seconds. */
const CALLED = { timeout: 40_000, interval: 50 };
/** Longer than two rounds of comparing. */
const QUIET_MS = 12_000;

it('a limit that is passed sounds and shows once; what passes none is quiet', { timeout: 150_000 }, async () => {
  const site = await createSite(db, { name: 'Liga', routing: routingRules.parse({ mode: 'pick' }) });
  const limit = (waiting: number | null) =>
    db.query('update sites set alerts = $2 where id = $1', [
      site.id,
      { waiting, waitMinutes: null, loadPercent: null, unattended: false },
    ]);
  await limit(null);
  const vera = await createOperator(db, [site], { name: 'Vera', role: 'supervisor' });
  const tab = await hearing.openTab(`${relay.url}/inbox`);
  const { page, part, signIn, choosePresence, presence } = inboxScreen(tab.page, relay.url);
  const made = () => page.evaluate('made.map(({ title, body }) => ({ title, body }))');
  await signIn(vera);
  await part('bell').click();
  await page.getByRole('switch', { name: 'Browser notifications' }).click();
  await page.keyboard.press('Escape');
  await choosePresence('away');
  await expect.poll(presence, PATIENT).toBe('away');
  await hearing.hide(tab);

  // 1. The control: somebody waits, and no limit is set.
  const before = Date.now();
  await writingPlayer(relay.url, site, {}, 'is anybody there?');
  await expect.poll(() => page.title(), PATIENT).toBe('(1) Touchline');
  await hearing.silence(QUIET_MS);
  expect(await hearing.rings(tab, before)).toEqual([]);
  expect(await made()).toEqual([]);

  // 2. The same one, and a limit.
  const since = Date.now();
  await limit(1);
  await expect.poll(made, CALLED).toEqual([{ title: 'Waiting: 1 or more', body: 'Liga' }]);
  await expect.poll(() => hearing.rings(tab, since), CALLED).toHaveLength(1);

  // 3. It goes on, and calls nobody again.
  await writingPlayer(relay.url, site, {}, 'nor for me?');
  await hearing.silence(QUIET_MS);
  expect(await hearing.rings(tab, since)).toHaveLength(1);
  expect(await made()).toHaveLength(1);

  // 4. The notification leads to the board.
  await page.evaluate("made.at(-1).dispatchEvent(new Event('click'))");
  await expect.poll(() => page.url(), PATIENT).toMatch(/\/inbox\/floor$/);
  await part('alert-strip').waitFor();
});
