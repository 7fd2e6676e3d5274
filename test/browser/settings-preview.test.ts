/** The widget beside the settings: the real one, with what is not saved yet, and with no hold on the page around it. */
import type { Frame } from 'playwright-core';
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

it('speaks every language of the site, from right to left too, in light and in dark', TWO_PAGES, async () => {
  const { shown, field, step, page, part } = await open();
  await page.getByLabel('Language of the preview').selectOption('ar');
  await expect.poll(() => shown('panel').locator('.app').getAttribute('dir'), PATIENT).toBe('rtl');
  // Whoever writes in a language sees it.
  await step('Texts');
  await field('Belarusianmissing').fill('Вітаем!');
  await shown('panel').getByText('Вітаем!').waitFor();
  expect(await shown('panel').locator('.app').getAttribute('lang')).toBe('be');
  const background = () => shown('panel').evaluate((panel) => getComputedStyle(panel).backgroundColor);
  const light = await background();
  await part('preview').getByRole('button', { name: 'Dark' }).click();
  await expect.poll(background, PATIENT).not.toBe(light);
  // The panel's own choice leads the page's.
  await shown('languages').click();
  await shown('language').selectOption('en');
  await expect.poll(() => page.getByLabel('Language of the preview').inputValue(), PATIENT).toBe('en');
});

it('can be tried: what is written there is answered there, and is no conversation', TWO_PAGES, async () => {
  const { shown, frame } = await open();
  const before = await stored();
  await shown('composer').fill('Is anybody there?');
  await shown('composer').press('Enter');
  await shown('message').getByText('Is anybody there?').waitFor();
  await frame.getByText('This is a preview.').first().waitFor();
  await expect.poll(() => shown('message').count(), PATIENT).toBe(2);
  expect(await stored()).toEqual(before);
});

const powersIn = (frame: Frame) =>
  frame.evaluate(async () => {
    const tried = (work: () => unknown) => {
      try {
        return String(work());
      } catch (error) {
        return (error as Error).name;
      }
    };
    const request = new XMLHttpRequest();
    const reached = new Promise((resolve) => {
      request.onload = () => resolve('reached');
      request.onerror = () => resolve('refused');
    });
    request.open('GET', '/api/session');
    request.send();
    return {
      origin: self.origin,
      storage: tried(() => localStorage.length),
      cookie: tried(() => document.cookie),
      parent: tried(() => parent.document.title),
      markup: tried(() => {
        document.body.innerHTML = '<i>x</i>';
      }),
      session: await reached,
    };
  });

it('has no power: an origin of its own, no storage, no cookie, and nobody else may frame it', TWO_PAGES, async () => {
  const { page, site } = await open();
  const inside = page.frames().find((one) => one.url().endsWith('/preview'));
  if (!inside) throw new Error('no frame');
  expect(await powersIn(inside)).toEqual({
    ...{ origin: 'null', storage: 'SecurityError', cookie: 'SecurityError', parent: 'SecurityError' },
    ...{ markup: 'TypeError', session: 'refused' },
  });

  // Positive control: the same looks find power where there is some.
  expect(await powersIn(page.mainFrame())).toMatchObject({
    origin: relay.url,
    session: 'reached',
    parent: 'Touchline',
  });

  const answer = await page.request.get(`${relay.url}/api/sites/${site.id}/preview`);
  const policy = answer.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("frame-ancestors 'self'");
  expect(policy).toContain('sandbox allow-scripts');
  expect(policy).not.toMatch(/unsafe|\*|allow-same-origin/);
  const outsider = await createOperator(db, [await newSite()], { role: 'admin' });
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const other = await context.newPage();
  await other.goto(`${relay.url}/inbox`);
  await other.locator('#email').fill(outsider.email);
  await other.locator('#password').fill(outsider.password);
  await other.locator('#password').press('Enter');
  await other.locator('[data-part=list]').waitFor();
  expect((await other.request.get(`${relay.url}/api/sites/${site.id}/preview`)).status()).toBe(404);
});
