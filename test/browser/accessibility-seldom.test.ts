/** axe-core finds nothing in what is seldom on a screen: in light and in dark. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { atDesk } from '../support/shift.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage();
const browser = await launchChromium();

describe.each(['light', 'dark'] as const)('in %s', { timeout: 60_000 }, (colorScheme) => {
  async function desk() {
    const sites = [site, await createSite(db, { name: 'Winfield' })];
    const inbox = await openInbox(browser, relay.url, await createOperator(db, sites), { locale: 'en', colorScheme });
    onTestFinished(() => inbox.page.context().close());
    inbox.page.setDefaultTimeout(PATIENT.timeout);
    return { ...inbox, find: () => axeFindings(inbox.page), site: sites[1] ?? site };
  }

  it('many are chosen, asked about, and done but for one', async () => {
    const { page, part, find, choice, rows, site } = await desk();
    const asks = (text: string) => writingPlayer(relay.url, site, {}, text);
    const [first] = [await asks('one'), await asks('two'), await asks('three')];
    await page.goto(`${relay.url}/inbox/waiting?site=${site.id}`);
    await expect.poll(() => rows.count(), PATIENT).toBe(3);
    await part('choose').click();
    await part('bulk-bar').waitFor();
    expect(await find(), 'nothing chosen').toEqual([]);
    await choice(first?.conversation ?? '').check();
    expect(await find(), 'one chosen').toEqual([]);
    await part('choose-shown').click();
    await part('close-spam').click();
    await part('spam-confirm').waitFor();
    expect(await find(), 'asked').toEqual([]);
    await page.keyboard.press('Escape');
    await page.context().setOffline(true);
    const rauf = await atDesk(relay.url, await createOperator(db, [site], { name: 'Rauf' }));
    await rauf.answer(first?.conversation ?? '', 'mine');
    await part('bulk-take').click();
    await part('bulk-bar').locator('progress').waitFor({ state: 'attached' });
    expect(await find(), 'under way').toEqual([]);
    await page.context().setOffline(false);
    await expect.poll(() => part('bulk-bar').textContent(), PATIENT).toContain('2 done');
    expect(await find(), 'done').toEqual([]);
  });

  it('the names of an operator by brand', async () => {
    const { page, part, find } = await desk();
    await page.locator('[popovertarget=account]').click();
    expect(await find(), 'the menu').toEqual([]);
    await part('aliases-open').click();
    await part('aliases').waitFor();
    expect(await find(), 'the names').toEqual([]);
    await page.context().setOffline(true);
    await part('aliases').locator('input').first().fill('Olga');
    await part('aliases-save').click();
    await part('aliases').getByRole('alert').waitFor();
    expect(await find(), 'refused').toEqual([]);
  });

  it('how they want to be called, while somebody calls', async () => {
    const { page, part, find, site } = await desk();
    await part('bell').click();
    await page.locator('.volume').waitFor();
    expect(await find(), 'quiet').toEqual([]);
    await writingPlayer(relay.url, site, {}, 'is anybody there?');
    await part('silence').waitFor();
    expect(await find(), 'ringing').toEqual([]);
    await page.getByRole('switch').first().click();
    await page.locator('.volume').waitFor({ state: 'detached' });
    expect(await find(), 'without a sound').toEqual([]);
  });

  it('the panel of a player who may not write', async () => {
    const page = await (await browser.newContext({ locale: 'en', colorScheme })).newPage();
    onTestFinished(() => page.context().close());
    const chat = playerScreen(page);
    await page.goto(`${siteUrl}/script-tag.html`);
    await chat.open();
    const text = `rude in ${colorScheme}`;
    await chat.send(text);
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    const [conversation] = await conversationsWith(db, text);
    const { find, ...inbox } = await desk();
    await inbox.visit(conversation ?? '');
    await inbox.part('block').click();
    await inbox.part('block-reason').fill('Insults');
    await inbox.part('block-save').click();
    await inbox.part('unblock').waitFor();
    expect(await find(), 'the operator’s side').toEqual([]);
    await chat.send('and ruder');
    await chat.part('blocked').waitFor();
    expect(await axeFindings(page), 'the player’s side').toEqual([]);
  });
});
