/** What a site's developer is given, and a second site made of the first. */
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { openSettings, TWO_PAGES } from '../support/settings-screen.ts';

const { db } = await createTestDatabase();
const browser = await launchChromium();
const relay = await startTestRelay(db);
afterAll(() => relay.close());

async function open(place: string) {
  const site = await createSite(db, { name: 'Fairplay', settings: { greeting: { en: 'Hello' }, notices: [] } });
  // An administrator of this site, and not of the installation.
  const owner = await createOperator(db, [site], { name: 'Alesia', role: 'admin' });
  const screen = await openSettings(browser, relay.url, owner, site, { place });
  onTestFinished(() => screen.page.context().close());
  return { ...screen, site };
}

it(
  'the tag and the policy can be copied, and a page that is not on the list is told from one that is',
  TWO_PAGES,
  async () => {
    const { page, part, site } = await open('install');
    await part('install').getByText(`data-site="${site.key}"`).waitFor();
    await page.getByLabel('Address of the page').fill('https://elsewhere.example/');
    await page.getByRole('button', { name: 'Check the page' }).click();
    await page.locator('[data-finding=origin-not-listed]').waitFor();
    expect(await part('findings').textContent()).toContain('is not among the allowed ones');
    await page.getByLabel('Address of the page').fill('elsewhere');
    await page.getByRole('button', { name: 'Check the page' }).click();
    await page.getByText('Write a whole address').waitFor();
  },
);

it('a second site stands in a minute', TWO_PAGES, async () => {
  const { page, part } = await open('copy');
  await page.getByLabel('Name of the site').fill('Second Brand');
  expect(await page.getByLabel('Key', { exact: true }).inputValue()).toBe('second-brand');
  await page.getByLabel('Addresses of the site').fill('second.example');
  await page.getByRole('button', { name: 'Copy the site' }).click();
  await part('copied-site').getByText('data-site="second-brand"').waitFor();
  const { rows } = await db.query(
    `select origins, settings->'greeting' as greeting from sites where key = 'second-brand'`,
  );
  expect(rows).toEqual([{ origins: ['https://second.example'], greeting: { en: 'Hello' } }]);
  await page.getByRole('link', { name: 'Open its settings' }).click();
  await part('section-look').waitFor();
  expect(await page.locator('.settings-form').getByLabel('Name of the site').inputValue()).toBe('Second Brand');
});
