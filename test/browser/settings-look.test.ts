/** Every place of the settings, on a desk and on a phone, in both themes: nothing for axe to find, and nothing to scroll sideways. */
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { PLACES } from '../../inbox/settings/place.ts';
import { axeFindings } from '../support/axe-findings.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { settingsDesk } from '../support/settings-desk.ts';
import { openSettings } from '../support/settings-screen.ts';

const { db } = await createTestDatabase();
const browser = await launchChromium();
const relay = await startTestRelay(db);
afterAll(() => relay.close());

const site = await createSite(db, {
  languages: ['en', 'be', 'ar'],
  origins: ['https://brand.example'],
  settings: { greeting: { en: 'Hello' }, notices: [{ label: { en: '18+' } }] },
});
const vera = await settingsDesk(db, relay.url, site, { name: 'Vera' });
await vera.settle('look', { name: 'Fairplay', color: '#7c3aed' });
await vera.settle('hours', {
  cover: { timeZone: 'Europe/Warsaw', shifts: [{ days: [5, 6], from: '18:00', to: '02:00', languages: ['be'] }] },
});
await vera.settle('routing', { mode: 'offer', tiers: { vip: 2 } });

const ALL = { timeout: 240_000 };

it.each([
  ['desk', 'light', 'en'],
  ['desk', 'dark', 'pl'],
  ['phone', 'light', 'ru'],
  ['phone', 'dark', 'en'],
] as const)('on a %s, %s, %s', ALL, async (size, colorScheme, locale) => {
  const owner = await createOperator(db, [site], { name: 'Alesia', role: 'admin' });
  const viewport = size === 'desk' ? { width: 1360, height: 900 } : { width: 360, height: 740 };
  const { page, part, shown } = await openSettings(browser, relay.url, owner, site, {
    ...{ locale, colorScheme, viewport },
  });
  onTestFinished(() => page.context().close());
  const found: string[] = [];
  const jump = (name: string) =>
    size === 'desk'
      ? page.locator(`.settings-nav a[href$="/${name}"]`).click()
      : page.locator('.settings-jump').selectOption(name);
  await part('settings-page').locator('h1').waitFor();
  for (const name of PLACES) {
    await jump(name);
    await page.waitForURL(new RegExp(`/${name}$`));
    await page.locator('.settings-form h1').waitFor();
    const wide = await page.evaluate(() => document.querySelector('main')?.scrollWidth);
    const room = await page.evaluate(() => document.querySelector('main')?.clientWidth);
    if (wide !== room) found.push(`${name} is ${wide} wide, and has ${room}`);
    found.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
  }
  expect(found).toEqual([]);
  if (size === 'desk') return;
  await jump('texts');
  expect(await part('preview-frame').count()).toBe(0);
  await part('preview-open').click();
  await expect.poll(() => shown('panel').textContent(), PATIENT).toContain('Hello');
});
