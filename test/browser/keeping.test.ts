/** An administrator hands a player's data over and erases it, while the player and an operator look at it. */
import { readFile } from 'node:fs/promises';
import { referenceOf } from '@touchline/shared/reference.ts';
import { describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { until } from '../support/conditions.ts';
import { contactDesk, id, knownPlayer } from '../support/contact-desk.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { unzipped } from '../support/privacy-zip.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site, siteUrl } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();

it('a player is found, taken along, and erased from every screen', { timeout: 240_000 }, async () => {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  page.setDefaultTimeout(PATIENT.timeout);
  await page.goto(siteUrl);
  const chat = playerScreen(page);
  await chat.open();
  await chat.send('My secret is quokka');
  await expect.poll(chat.states, PATIENT).toEqual(['sent']);
  const conversation = async () =>
    (await db.query<{ id: string }>(`select id from conversations where status <> 'erased'`)).rows[0]?.id ?? '';
  const erased = await conversation();

  const operator = await createOperator(db, [site], { name: 'Vera' });
  const desk = await openInbox(browser, relay.url, operator, { locale: 'en' });
  await desk.visit(erased);
  await desk.page.getByText('My secret is quokka').first().waitFor();

  const admin = await createOperator(db, [site], { role: 'admin', name: 'Alesia' });
  const office = await openInbox(browser, relay.url, admin, { locale: 'en', at: 'keeping', acceptDownloads: true });
  office.page.setDefaultTimeout(PATIENT.timeout);
  await office.part('keeping-who').fill('nobody@example.com');
  await office.part('keeping-who').press('Enter');
  await office.part('keeping-nobody').waitFor();
  await office.part('keeping-who').fill(` ${referenceOf(erased).toLowerCase()} `);
  await office.part('keeping-who').press('Enter');
  await office.part('keeping-player').waitFor();
  expect(await office.part('keeping-player').textContent()).toContain('1 open');

  const coming = office.page.waitForEvent('download');
  await office.part('keeping-export').click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^player-[0-9A-Z-]{9}\.zip$/);
  const files = await unzipped(await readFile(await download.path()));
  expect(files.get(`conversations/001-${referenceOf(erased)}.html`)).toContain('My secret is quokka');
  await office.part('keeping-exported').waitFor();

  // While a complaint needs it nothing goes.
  const hold = office.part('keeping-hold');
  const settle = async (reason: string) => {
    await office.part('keeping-hold-ask').click();
    await office.part('keeping-hold-reason').fill(reason);
    await office.part('keeping-hold-sure').click();
  };
  await settle('Complaint 17');
  await expect.poll(() => hold.textContent(), PATIENT).toContain('Alesia: Complaint 17');
  expect(await office.part('keeping-erase').isDisabled()).toBe(true);
  expect(await axeFindings(office.page)).toEqual([]);
  await settle('It was closed');
  await expect.poll(() => hold.getAttribute('data-held'), PATIENT).toBe('false');
  // The focus is where the next thing is done from.
  await expect.poll(() => office.page.evaluate(() => document.activeElement?.textContent), PATIENT).toMatch(/^Hold/);

  await office.part('keeping-erase').click();
  const sure = office.part('keeping-erase-sure');
  expect(await sure.isDisabled()).toBe(true);
  await office.part('keeping-confirm').fill('WRONG');
  expect(await sure.isDisabled()).toBe(true);
  const code = await office.page.locator('.keeping-code').textContent();
  await office.part('keeping-confirm').fill(code?.toLowerCase() ?? '');
  await sure.click();
  await office.part('keeping-erased').waitFor();
  expect(await office.part('keeping-player').count()).toBe(0);
  await office.page.getByText('Exported', { exact: true }).waitFor();
  await office.page.getByText('Erased', { exact: true }).waitFor();

  // The player's open panel and the operator's screen forget it.
  await expect.poll(chat.texts, PATIENT).toEqual([]);
  await expect.poll(() => desk.row(erased).count(), PATIENT).toBe(0);
  await expect.poll(() => desk.page.getByText('quokka').count(), PATIENT).toBe(0);
  // And the chat goes on, as with somebody new.
  await chat.send('Good morning');
  await expect.poll(chat.texts, PATIENT).toEqual(['Good morning']);
  await until('it is in the log', async () => {
    const next = await conversation();
    return next !== '' && next !== erased;
  });
  await page.reload();
  await chat.open();
  await expect.poll(chat.texts, PATIENT).toEqual(['Good morning']);
});

describe.each([
  ['desktop, light', { width: 1440, height: 900 }, 'light', 'en'],
  ['desktop, dark', { width: 1440, height: 900 }, 'dark', 'ru'],
  ['phone, light', { width: 360, height: 740 }, 'light', 'pl'],
  ['phone, dark', { width: 360, height: 740 }, 'dark', 'ru'],
] as const)('%s', { timeout: 240_000 }, (name, viewport, colorScheme, locale) => {
  it('is readable in each of its states, and nothing hangs over its edge', async () => {
    await db.query(`update sites set retention = '{"conversationDays": 30, "visitorDays": 365}' where id = $1`, [
      site.id,
    ]);
    const email = `${id()}.a.very.long.address@subdomain.mail.example`;
    const player = await knownPlayer(relay.url, site, { claims: { sub: id(), name: 'Марына', email, tier: 'gold' } });
    const helper = await contactDesk(relay.url, await createOperator(db, [site], { role: 'supervisor' }));
    await helper.ask('PUT', `contacts/${player.contact}/block`, { term: 'hour', reason: 'Insults' });
    const admin = await createOperator(db, [site], { role: 'admin', name: 'Alesia' });
    const office = await openInbox(browser, relay.url, admin, { locale, viewport, colorScheme, at: 'keeping' });
    office.page.setDefaultTimeout(PATIENT.timeout);
    const shot = async (state: string) => {
      expect(await axeFindings(office.page)).toEqual([]);
      expect(await office.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      const folder = process.env.KEEPING_PICTURES;
      if (folder) await office.page.screenshot({ path: `${folder}/${name.replace(', ', '-')}-${state}.png` });
    };
    await office.part('keeping-who').fill(email);
    await shot('begun');
    await office.part('keeping-who').press('Enter');
    await office.part('keeping-player').waitFor();
    await shot('found');
    await office.part('keeping-erase').click();
    await office.part('keeping-confirm').waitFor();
    await shot('asked');
    await office.part('keeping-confirm').fill((await office.page.locator('.keeping-code').textContent()) ?? '');
    await office.part('keeping-erase-sure').click();
    await office.part('keeping-erased').waitFor();
    await shot('erased');
    await office.page.context().close();
    helper.close();
    player.close();
  });
});
