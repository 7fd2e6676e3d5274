/** Replies kept ready, in a real browser: picked in the composer, written on their page. */
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { OperatorRole } from '@touchline/shared/people.ts';
import { newId } from '@touchline/shared/wire.ts';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { writtenTexts } from '../support/written.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const other = await createSite(db, { name: 'Other' });
const browser = await launchChromium();
beforeEach(() => db.query('truncate conversations, canned_replies cascade').then(() => undefined));

const PAYOUT = { en: 'Payouts take a day.', be: 'Выплата займае дзень.' };

async function keep(of: Site, shortcut: string, texts: Record<string, string>, topic: string | null = null) {
  await db.query('insert into canned_replies (site_id, id, shortcut, topic, texts) values ($1, $2, $3, $4, $5)', [
    ...[of.id, newId(systemClock.now()), shortcut],
    ...[topic, texts],
  ]);
}

async function inboxOf(role: OperatorRole, sites = [site]) {
  const operator = await createOperator(db, sites, { name: 'Alesia', role });
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en' });
  onTestFinished(() => inbox.page.context().close());
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  const options = inbox.page.getByRole('option');
  return {
    ...inbox,
    options,
    shortcuts: () => options.locator('.reply-name bdi').allTextContents(),
    /** The one that the composer's keys are on, as a screen reader is told. */
    async active() {
      const id = await inbox.composer.getAttribute('aria-activedescendant');
      return id ? inbox.page.locator(`#${id} .reply-name bdi`).textContent() : null;
    },
  };
}

describe('a slash at the beginning of a reply', () => {
  it('brings the replies of that site, and Enter writes one in the player’s language without sending it', async () => {
    await keep(site, 'payout', PAYOUT, 'payments');
    await keep(site, 'payout-late', { en: 'It is late.' });
    await keep(site, 'bonus', { en: 'Bonuses', be: 'Бонусы' });
    await keep(other, 'payout-other', { en: 'Of another brand', be: 'Іншага' });
    const { conversation } = await writingPlayer(relay.url, site, { locale: 'be' }, 'Дзе мой вывад грошай?');
    const inbox = await inboxOf('operator', [site, other]);
    await inbox.visit(conversation);

    await inbox.composer.pressSequentially('/');
    await expect.poll(inbox.shortcuts, PATIENT).toEqual(['/bonus', '/payout', '/payout-late']);
    expect(await axeFindings(inbox.page)).toEqual([]);
    await inbox.composer.pressSequentially('pay');
    await expect.poll(inbox.shortcuts).toEqual(['/payout', '/payout-late']);
    expect(await inbox.active()).toBe('/payout');
    await inbox.composer.press('ArrowDown');
    await expect.poll(inbox.active).toBe('/payout-late');
    expect(await inbox.options.nth(1).textContent()).toContain('English, not the player’s language');
    await inbox.composer.press('ArrowDown');
    await expect.poll(inbox.active).toBe('/payout');
    await inbox.composer.press('Enter');
    await expect.poll(() => inbox.composer.inputValue()).toBe(PAYOUT.be);
    expect(await inbox.options.count()).toBe(0);
    expect(await writtenTexts(db, conversation)).toEqual(['Дзе мой вывад грошай?']);

    await inbox.composer.press('Enter');
    await expect.poll(() => writtenTexts(db, conversation), PATIENT).toEqual(['Дзе мой вывад грошай?', PAYOUT.be]);
  });

  it('never sends the shortcut, and leaves the text alone when told to', async () => {
    await keep(site, 'payout', PAYOUT);
    const { conversation } = await writingPlayer(relay.url, site, {}, 'where is it');
    const inbox = await inboxOf('operator');
    await inbox.visit(conversation);
    await inbox.composer.pressSequentially('/nothing');
    await inbox.part('picker').getByText('No reply fits.').waitFor();
    await inbox.composer.press('Enter');
    expect(await inbox.composer.inputValue()).toBe('/nothing');

    await inbox.composer.press('Escape');
    await expect.poll(() => inbox.part('picker').count()).toBe(0);
    expect(await inbox.composer.evaluate((field) => field === document.activeElement)).toBe(true);
    await inbox.composer.press('Enter');
    await expect.poll(() => writtenTexts(db, conversation), PATIENT).toEqual(['where is it', '/nothing']);
  });

  it('is enough for a mouse, and the field keeps the focus', async () => {
    await keep(site, 'payout', PAYOUT);
    const { conversation } = await writingPlayer(relay.url, site, {}, 'where is it');
    const inbox = await inboxOf('operator');
    await inbox.visit(conversation);
    await inbox.composer.pressSequentially('/take a day');
    await inbox.options.first().click();
    await expect.poll(() => inbox.composer.inputValue()).toBe(PAYOUT.en);
    expect(await inbox.composer.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('stays quiet where it is not at the beginning', async () => {
    await keep(site, 'payout', PAYOUT);
    const { conversation } = await writingPlayer(relay.url, site, {}, 'where is it');
    const inbox = await inboxOf('operator');
    await inbox.visit(conversation);
    await inbox.composer.pressSequentially('1/2 or 3/4');
    expect(await inbox.part('picker').count()).toBe(0);
  });
});

describe('the page of replies', () => {
  async function openPage(role: OperatorRole) {
    const inbox = await inboxOf(role);
    await inbox.page.getByRole('button', { name: 'Account of Alesia' }).click();
    await inbox.page.getByRole('link', { name: 'Saved replies' }).click();
    await inbox.part('reply-add').waitFor();
    return { ...inbox, tab: (language: string) => inbox.page.locator(`[role=tab][data-language=${language}]`) };
  }
  const stored = async () =>
    (await db.query('select shortcut, topic, texts, version from canned_replies order by shortcut')).rows;

  it('takes a text per language and shows which are missing; an operator reads it at once', async () => {
    const { page, part, tab } = await openPage('supervisor');
    await part('reply-add').click();
    await page.getByLabel('Shortcut').fill('/pay out');
    await page.getByLabel('Topic').selectOption('payments');
    await page.getByRole('tabpanel').locator('textarea').fill('Payouts take a day.');
    await tab('en').press('ArrowRight');
    await expect.poll(() => tab('be').getAttribute('aria-selected')).toBe('true');
    await page.getByRole('tabpanel').locator('textarea').fill('Выплата займае дзень.');
    expect(await tab('en').getAttribute('data-missing')).toBe('false');
    expect(await tab('vi').textContent()).toContain('missing');
    expect(await axeFindings(page)).toEqual([]);
    await part('reply-save').click();
    await part('reply-saved').waitFor();
    expect(await stored()).toEqual([{ shortcut: 'payout', topic: 'payments', texts: PAYOUT, version: 1 }]);
    expect(await part('reply-row').textContent()).toContain('2 of 12 languages');
  });

  it('overwrites nothing that somebody else saved meanwhile', async () => {
    await keep(site, 'payout', PAYOUT);
    const { page, part } = await openPage('admin');
    await part('reply-row').click();
    const text = page.getByRole('tabpanel').locator('textarea');
    await text.fill('Mine.');
    await db.query(`update canned_replies set texts = '{"en": "Theirs."}', version = version + 1`);
    await part('reply-save').click();
    await part('reply-problem').getByText('Somebody else changed this meanwhile').waitFor();
    expect(await text.inputValue()).toBe('Mine.');
    await page.getByRole('button', { name: 'Show theirs instead' }).click();
    await expect.poll(() => text.inputValue(), PATIENT).toBe('Theirs.');
    expect(await stored()).toMatchObject([{ texts: { en: 'Theirs.' } }]);
  });

  it('deletes when asked twice, and says when a shortcut is taken', async () => {
    await keep(site, 'bonus', PAYOUT);
    await keep(site, 'payout', PAYOUT);
    const { page, part } = await openPage('admin');
    await part('reply-row').first().click();
    await page.getByLabel('Shortcut').fill('payout');
    await part('reply-save').click();
    await part('reply-problem').getByText('Another reply has this shortcut.').waitFor();
    await part('reply-delete').click();
    expect(await stored()).toHaveLength(2);
    await part('reply-delete').click();
    await expect.poll(() => part('reply-row').count(), PATIENT).toBe(1);
    expect(await stored()).toMatchObject([{ shortcut: 'payout' }]);
  });

  it('is not offered to operators', async () => {
    const { page } = await inboxOf('operator');
    await page.getByRole('button', { name: 'Account of Alesia' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(await page.getByRole('link', { name: 'Saved replies' }).count()).toBe(0);
  });
});
