/** What is saved in the settings holds for players, at once and without a restart. */
import type { Site } from '@touchline/relay/sites/store.ts';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { openSettings, TWO_PAGES } from '../support/settings-screen.ts';

const { db } = await createTestDatabase();
const browser = await launchChromium();
const relay = await startTestRelay(db);
afterAll(() => relay.close());
const pages = await startHostPages();

async function open(place: string, more: Partial<Site> = {}) {
  const site = await createSite(db, {
    name: 'Fairplay',
    languages: ['en', 'be'],
    defaultLanguage: 'en',
    origins: [pages.url],
    settings: { greeting: { en: 'Hello' }, notices: [] },
    ...more,
  });
  const owner = await createOperator(db, [site], { name: 'Alesia', role: 'admin' });
  const screen = await openSettings(browser, relay.url, owner, site, { place });
  onTestFinished(() => screen.page.context().close());
  const address = pages.serve(`/${site.key}`, pageWith(scriptTag(relay.url, '', site.key)));
  /** Somebody new on the site's page, who has opened the chat. */
  const visit = async () => {
    const context = await browser.newContext({ locale: 'en' });
    onTestFinished(() => context.close());
    const player = playerScreen(await context.newPage());
    await player.page.goto(address);
    await player.open();
    return player;
  };
  return { ...screen, site, visit };
}

it('colour, greeting, topics and languages', TWO_PAGES, async () => {
  const { field, step, saved, page, visit } = await open('look');
  const before = await visit();
  await before.panel.getByText('Hello').waitFor();
  expect(await before.part('topics').textContent()).toContain('Bonuses');
  await page.getByRole('switch', { name: "Our brand's colour" }).click();
  await field('Colour').fill('#b3261e');
  await saved();
  await step('Texts');
  await field('English').fill('Good evening');
  await saved();
  await step('Topics');
  await page.getByRole('button', { name: 'Remove: Bonuses' }).click();
  await saved();
  await step('Languages');
  await field('Add a language').fill('pl');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await saved();
  const player = await visit();
  await player.panel.getByText('Good evening').waitFor();
  expect(await player.part('topics').textContent()).not.toContain('Bonuses');
  expect(await player.panel.evaluate((panel) => panel.style.getPropertyValue('--accent'))).toBe('rgb(179, 38, 30)');
  const languages = await player.languages();
  expect(await languages.locator('option').evaluateAll((all) => all.map((one) => one.getAttribute('value')))).toContain(
    'pl',
  );
});

it('an origin that is taken away disconnects its pages, and one that is added lets them in', TWO_PAGES, async () => {
  const { page, part, saved, site, visit } = await open('origins');
  const player = await visit();
  await player.send('Hello?');
  await expect.poll(player.states, PATIENT).toEqual(['sent']);
  await page.getByRole('button', { name: `Remove: ${pages.url}` }).click();
  // What follows is said before it is saved.
  await part('settings-notes').getByText('nobody can open the chat').waitFor();
  await saved();
  await expect.poll(() => player.part('connection').getAttribute('class'), PATIENT).toBe('connection');
  await page.getByRole('button', { name: 'Add an address' }).click();
  const field = page.getByLabel('Address 1', { exact: true });
  await field.fill(`${pages.url}/casino`);
  expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
  await part('origin-advice').click();
  expect(await field.inputValue()).toBe(pages.url);
  await saved();
  const again = await visit();
  await again.send('And now?');
  await expect.poll(again.states, PATIENT).toEqual(['sent']);
  const { rows } = await db.query('select count(*)::int as n from site_changes where site_id = $1', [site.id]);
  expect(rows).toEqual([{ n: 2 }]);
});

it('a change is found in the history, and taken back with one press', TWO_PAGES, async () => {
  const { field, step, saved, page, part, visit } = await open('texts');
  await field('English').fill('Good evening');
  await saved();
  await step('History');
  const change = part('history-change').first();
  expect(await change.textContent()).toMatch(/Texts.*Alesia.*Greeting \(English\).*Hello.*Good evening/);
  await change.getByRole('button', { name: 'Take back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await expect.poll(() => part('history-change').count(), PATIENT).toBe(2);
  expect(await part('history-reverted').textContent()).toContain('Taken back by Alesia');
  await (await visit()).panel.getByText('Hello').waitFor();
});

it('what is written is kept from section to section, and left behind only when asked', TWO_PAGES, async () => {
  const { field, step, page, part, state, discard } = await open('look');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await field('Name of the site').fill('Another');
  expect(await state()).toBe('Not saved yet');
  await step('Texts');
  await step('Look');
  expect(await field('Name of the site').inputValue()).toBe('Another');
  await page.goBack();
  await part('section-texts').waitFor();
  expect(asked).toEqual([]);
  await page.getByRole('link', { name: 'Conversations' }).click();
  expect(asked).toEqual(['confirm']);
  await part('section-texts').waitFor();
  await step('Look');
  await discard.click();
  expect(await field('Name of the site').inputValue()).toBe('Fairplay');
  await page.getByRole('link', { name: 'Conversations' }).click();
  await part('list').waitFor();
});
