/** The small dialogs of the inbox, in a real browser: nothing typed is lost, and what will happen is said before it does. */
import { beforeEach, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
let inbox: InboxScreen;
beforeEach(async () => {
  await db.query('truncate conversations cascade');
  inbox = await openInbox(browser, relay.url, await createOperator(db, [site], { name: 'Alesia' }), { locale: 'en' });
  return () => inbox.page.context().close();
});

const asks = (text: string) => writingPlayer(relay.url, site, {}, text);
const column = async (name: string, conversation: string) =>
  (await db.query<{ value: unknown }>(`select ${name} as value from conversations where id = $1`, [conversation]))
    .rows[0]?.value;

describe('tags', () => {
  const field = () => inbox.page.getByLabel('Tag', { exact: true });

  it('take along what was typed and not yet added', async () => {
    const { conversation } = await asks('hello');
    await inbox.show(conversation);
    await inbox.part('tags').click();
    await field().fill('  VIP  client ');
    await inbox.part('sorting-close').click();
    await expect.poll(() => column('tags', conversation), PATIENT).toEqual(['vip client']);
    expect(await field().count()).toBe(0);
  });

  it('keep what Escape closed on for the next look, and stay for what can be no tag', async () => {
    const [{ conversation }, other] = [await asks('hello'), await asks('hello too')];
    await inbox.show(conversation);
    await inbox.part('tags').click();
    await field().fill('pay');
    await inbox.page.keyboard.press('Escape');
    await field().waitFor({ state: 'detached' });
    expect(await column('tags', conversation)).toEqual([]);
    await inbox.part('tags').click();
    expect(await field().inputValue()).toBe('pay');
    await field().fill('x'.repeat(300));
    await inbox.part('sorting-close').click();
    await inbox.page.getByText('A tag has at most 40 characters; this one has 300.').waitFor();
    await inbox.page.keyboard.press('Escape');
    await inbox.show(other.conversation);
    await inbox.part('tags').click();
    expect(await field().inputValue()).toBe('');
  });
});

describe('snoozing', () => {
  const openSnooze = async () => {
    const { conversation } = await asks('later, please');
    await inbox.show(conversation);
    await inbox.part('take').click();
    await inbox.part('snooze').click();
    await inbox.page.locator('.any-time').waitFor();
    return conversation;
  };

  it('says when it ends in the language of the inbox, whatever that of the browser', async () => {
    await inbox.page.locator('[popovertarget=account]').click();
    await inbox.page.locator('[data-part=language] select').selectOption('ru');
    await inbox.page.keyboard.press('Escape');
    await openSnooze();
    const inTwoDays = await inbox.page.evaluate(() => {
      const day = new Date(Date.now() + 2 * 86_400_000);
      const two = (value: number) => String(value).padStart(2, '0');
      return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T09:30`;
    });
    await inbox.page.locator('#snooze-date').fill(inTwoDays);
    await expect
      .poll(() => inbox.page.locator('#snooze-hint').textContent(), PATIENT)
      .toMatch(/^Вернётся: (пн|вт|ср|чт|пт|сб|вс), \d+ .+, 09:30 · послезавтра$/);
    expect(await axeFindings(inbox.page)).toEqual([]);
  });

  it('can be thought better of, as a priority can', async () => {
    const conversation = await openSnooze();
    await inbox.part('sorting-close').click();
    await inbox.page.locator('.any-time').waitFor({ state: 'detached' });
    await inbox.part('more-actions').click();
    await inbox.part('more-prioritise').click();
    await inbox.page.locator('[data-choice=urgent]').waitFor();
    await inbox.part('sorting-close').click();
    await inbox.page.locator('[data-choice=urgent]').waitFor({ state: 'detached' });
    expect(await column('snoozed_until', conversation)).toBeNull();
    expect(await column('priority', conversation)).toBe(1);
  });
});

describe('a menu', () => {
  it.each([
    ['more-lists', 'data-view-behind'],
    ['more-actions', 'data-part'],
  ])('is gone through by arrows, and Escape leads back to its button: %s', async (button, name) => {
    const { conversation } = await asks('hello');
    await inbox.show(conversation);
    await inbox.part(button).click();
    const focused = () => inbox.page.evaluate((attribute) => document.activeElement?.getAttribute(attribute), name);
    // The button has the focus until the menu is there.
    await expect.poll(async () => [null, button].includes((await focused()) ?? null), PATIENT).toBe(false);
    const first = await focused();
    await inbox.page.keyboard.press('ArrowDown');
    const second = await focused();
    expect(second).not.toBe(first);
    await inbox.page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(first);
    await inbox.page.keyboard.press('ArrowUp');
    expect([null, first, second]).not.toContain(await focused());
    await inbox.page.keyboard.press('Escape');
    expect(await inbox.page.evaluate(() => document.activeElement?.getAttribute('data-part'))).toBe(button);
    expect(await inbox.page.locator('.menu:popover-open').count()).toBe(0);
  });

  it('of radio buttons leaves the arrows to them', async () => {
    const { conversation } = await asks('hello');
    await inbox.show(conversation);
    await inbox.part('composer-menu').click();
    await inbox.page.keyboard.press('ArrowDown');
    await expect
      .poll(() => inbox.page.locator('.composer-menu input:checked').getAttribute('value'), PATIENT)
      .not.toBe('0');
    await inbox.page.keyboard.press('Escape');
    expect(await inbox.page.evaluate(() => document.activeElement?.getAttribute('data-part'))).toBe('composer-menu');
  });
});
