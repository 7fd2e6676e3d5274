/** A whole shift at the keyboard: no pointer moves or presses anything, from signing in to signing out. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { launchWholeChromium, PATIENT } from '../support/chromium.ts';
import { until } from '../support/conditions.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { inboxScreen } from '../support/inbox-screen.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { atDesk, rules } from '../support/shift.ts';
import { setStage } from '../support/stage.ts';

const { db, relay } = await setStage({ origins: [TEST_ORIGIN] });
const site = await createSite(db, { routing: rules({ mode: 'offer', acceptMs: 600_000 }) });
// Without a window a page is told of a pointer that nobody moved.
const browser = await launchWholeChromium();

/** What a pointer does and keys do not: a press of Enter on a button is a click without a pointer. */
async function countPointer(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const counted = globalThis as unknown as { pointed: number };
    counted.pointed = 0;
    for (const kind of ['pointermove', 'pointerdown', 'mousedown', 'wheel', 'touchstart'])
      addEventListener(kind, () => counted.pointed++, { capture: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { pointed: number }).pointed);
}

it('is done from signing in to signing out without a pointer', { timeout: 150_000 }, async () => {
  await db.query('insert into canned_replies (site_id, id, shortcut, texts) values ($1, $2, $3, $4)', [
    ...[site.id, newId(systemClock.now()), 'payout', { en: 'Payouts take a day.' }],
  ]);
  const [operator, colleague] = [
    await createOperator(db, [site], { name: 'Alesia' }),
    await createOperator(db, [site], { name: 'Vera' }),
  ];
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  const pointed = await countPointer(page);
  const inbox = inboxScreen(page, relay.url);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const tabTo = (selector: string) =>
    until(`Tab reaches ${selector}`, async () => {
      if (await page.evaluate((wanted) => Boolean(document.activeElement?.matches(wanted)), selector)) return true;
      await press('Tab');
      return false;
    });
  /** By the command menu. */
  const command = async (typed: string, id: string) => {
    await press('Control+k');
    await page.locator('.commands [role=combobox]').waitFor();
    await page.keyboard.type(typed);
    await page.locator(`[data-command="${id}"][aria-selected=true]`).waitFor();
    await press('Enter');
  };
  const column = async (name: string, conversation: string) =>
    (await db.query(`select ${name} as value from conversations where id = $1`, [conversation])).rows[0]?.value;

  // 1. Signing in, and being there.
  await page.goto(`${relay.url}/inbox`);
  await page.locator('#email').waitFor();
  await tabTo('#email');
  await page.keyboard.type(operator.email);
  await tabTo('#password');
  await page.keyboard.type(operator.password);
  await press('Enter');
  await inbox.part('list').waitFor();
  await expect.poll(inbox.presence, PATIENT).toBe('online');
  await command('away', 'be away');
  await expect.poll(inbox.presence, PATIENT).toBe('away');
  await command('online', 'be online');
  await expect.poll(inbox.presence, PATIENT).toBe('online');

  // 2. A player calls: accepted with one key, answered with a reply kept ready.
  const first = await writingPlayer(relay.url, site, { name: 'Zofia' }, 'where is my payout');
  await inbox.offer(first.conversation).waitFor();
  await press('y');
  await inbox.composer.waitFor();
  await expect.poll(() => column('status', first.conversation), PATIENT).toBe('open');
  // Who accepts is about to answer.
  await page.keyboard.type('/payout');
  await page.getByRole('option').first().waitFor();
  await press('Enter');
  await expect.poll(() => inbox.composer.inputValue(), PATIENT).toBe('Payouts take a day.');
  await press('Enter');
  await expect.poll(() => inbox.texts(), PATIENT).toEqual(['where is my payout', 'Payouts take a day.']);
  await expect
    .poll(
      () =>
        db
          .query(`select 1 from events where conversation_id = $1 and author_kind = 'operator' and type = 'message'`, [
            first.conversation,
          ])
          .then(({ rows }) => rows.length),
      PATIENT,
    )
    .toBe(1);

  // 3. A note, a tag, put aside and back.
  await press('Escape', 'n');
  await page.keyboard.type('She asked twice this week.');
  await press('Enter', 'Escape');
  await page.getByText('She asked twice this week.').first().waitFor();
  await press('l');
  await page.locator('.tag-editor').waitFor();
  await page.keyboard.type('payout');
  await press('Enter');
  await expect.poll(() => column('tags', first.conversation), PATIENT).toEqual(['payout']);
  await press('Escape');
  await page.locator('.tag-editor').waitFor({ state: 'detached' });
  await press('s');
  await page.locator('[data-choice=reply]').waitFor();
  await press('ArrowUp', 'Enter');
  await expect.poll(() => column('snoozed_until', first.conversation), PATIENT).not.toBeNull();
  // The key does what the button says, and nothing while that is under way.
  await page.locator('[data-part=snooze][aria-label=Unsnooze]:enabled').waitFor();
  await press('s');
  await expect.poll(() => column('snoozed_until', first.conversation), PATIENT).toBeNull();
  await page.locator('[data-part=snooze]:enabled:not([aria-label=Unsnooze])').waitFor();

  // 4. To a colleague, with a word for her.
  const vera = await atDesk(relay.url, colleague);
  await press('f');
  await inbox.part('transfer-form').waitFor();
  await tabTo('input[name=colleague]');
  await press('Space');
  await tabTo('#transfer-note');
  await page.keyboard.type('Speaks Polish');
  await tabTo('[data-part=transfer-send]');
  await press('Enter');
  await expect.poll(() => column('wanted_id', first.conversation), PATIENT).toBe(colleague.id);
  vera.close();

  // 5. The next one: resolved, undone, resolved.
  const second = await writingPlayer(relay.url, site, { name: 'Adam' }, 'unusualword in a question');
  await inbox.offer(second.conversation).waitFor();
  await press('y');
  await expect.poll(() => column('status', second.conversation), PATIENT).toBe('open');
  await expect.poll(() => page.locator('#player-name').textContent(), PATIENT).toContain('Adam');
  await press('Escape', 'e');
  await inbox.part('undo').waitFor();
  await press('Control+z');
  await inbox.part('resolve').waitFor();
  expect(await column('status', second.conversation)).toBe('open');
  await press('e');
  await expect.poll(() => column('status', second.conversation), PATIENT).toBe('resolved');

  // 6. Found again, and signed out.
  await press('Escape', '/');
  await page.keyboard.type('unusualword');
  await inbox.part('hit').waitFor();
  await tabTo('[data-part=hit]');
  await press('Enter');
  await expect.poll(() => inbox.texts(), PATIENT).toEqual(['unusualword in a question']);
  expect(await pointed()).toBe(0);
  await page.mouse.click(5, 5);
  expect(await pointed(), 'the control: a pointer would have been seen').toBeGreaterThan(0);
  await command('sign out', 'sign-out');
  await inbox.part('sign-in').waitFor();
  await page.context().close();
});
