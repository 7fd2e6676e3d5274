/** The widget beside the settings: the real one, with what is not saved yet, and with no hold on the page around it. */
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { openSettings, TWO_PAGES } from '../support/settings-screen.ts';

const { db } = await createTestDatabase();
const browser = await launchChromium();
const relay = await startTestRelay(db);
afterAll(() => relay.close());

const newSite = () =>
  createSite(db, {
    name: 'Fairplay',
    languages: ['en', 'be', 'ar'],
    defaultLanguage: 'en',
    settings: { greeting: { en: 'Hello' }, notices: [{ label: { en: '18+' } }], color: '#0b6e4f' },
  });

async function open(place = 'look', options: object = {}) {
  const site = await newSite();
  const owner = await createOperator(db, [site], { name: 'Alesia', role: 'admin' });
  const screen = await openSettings(browser, relay.url, owner, site, { place, ...options });
  onTestFinished(() => screen.page.context().close());
  await screen.shown('panel').getByText('Hello').waitFor();
  return { ...screen, site, owner };
}

const stored = async () => ({
  conversations: (await db.query('select 1 from conversations')).rowCount,
  contacts: (await db.query('select 1 from contacts')).rowCount,
  changes: (await db.query('select 1 from site_changes')).rowCount,
});

it('shows what is being written within half a second, and nothing of it is stored', TWO_PAGES, async () => {
  const { shown, field, step, frame, page } = await open();
  const before = await stored();
  await field('Name of the site').fill('Another name');
  await expect.poll(() => shown('panel').getAttribute('aria-label'), PATIENT).toContain('Another name');
  const accent = () => shown('panel').evaluate((panel) => (panel as HTMLElement).style.getPropertyValue('--accent'));
  await field('Colour').fill('#b3261e');
  await expect.poll(accent, PATIENT).toBe('rgb(179, 38, 30)');
  await step('Texts');
  const greeting = field('English');
  await greeting.click();
  await page.keyboard.type(', and welcome', { delay: 20 });
  await shown('panel').getByText('Hello, and welcome').waitFor();
  // Whatever the panel draws, the field keeps what is typed.
  expect(await greeting.inputValue()).toBe('Hello, and welcome');
  await step('Topics');
  await page.getByRole('button', { name: 'Remove: Bonuses' }).click();
  await expect.poll(() => frame.getByText('Bonuses').count(), PATIENT).toBe(0);
  await step('Notices');
  await page.getByLabel('Text (English)').first().fill('21+');
  await shown('footer').getByText('21+').waitFor();
  expect(await stored()).toEqual(before);
});
