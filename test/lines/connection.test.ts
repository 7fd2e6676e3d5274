/** The connection page in a real browser: what it says of a good way to the relay, and of proxies that stand in it. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { attributes } from '../support/player-screen.ts';
import { startPrefixProxy, type Upgrades } from '../support/prefix-proxy.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage();
const proxy = await startPrefixProxy(relay.url, '/support/chat', () => '');
const browser = await launchChromium();
const CHECKS = ['socket', 'quiet', 'polling', 'postgres', 'redis', 'clocks', 'address'];
/** A silent line is given half a minute. */
const PATIENT_WITH_SILENCE = { ...PATIENT, timeout: 45_000 };

async function openPage(
  upgrades: Upgrades,
  headers: Record<string, string> = {},
  colorScheme: 'light' | 'dark' = 'light',
) {
  proxy.upgrades = upgrades;
  const inbox = await openInbox(browser, proxy.url, await createOperator(db, [site]), { locale: 'en', colorScheme });
  await inbox.page.setExtraHTTPHeaders(headers);
  await inbox.page.getByRole('button', { name: 'Account of Alesia' }).click();
  await inbox.page.getByRole('link', { name: 'Connection' }).click();
  await inbox.part('connection-page').waitFor();
  return inbox.page;
}

const states = (page: Page) => attributes(page.locator('[data-check]'), 'data-state');
const check = (page: Page, name: string) => page.locator(`[data-check=${name}]`);

describe('the connection page', { timeout: 90_000 }, () => {
  it('finds everything good where it is, a long silence included', async () => {
    const page = await openPage('pass');
    expect(await attributes(page.locator('[data-check]'), 'data-check')).toEqual(CHECKS);
    await expect.poll(() => states(page), PATIENT_WITH_SILENCE).toEqual(CHECKS.map(() => 'good'));
    await page.getByText('Everything works.').waitFor();
    await page.context().close();
  });

  it.each<Upgrades>(['refuse', 'swallow'])('says what to change where upgrades do not pass: %s', async (upgrades) => {
    const page = await openPage(upgrades);
    await expect.poll(() => states(page), PATIENT).toEqual(['look', 'look', ...Array(5).fill('good')]);
    expect(await check(page, 'socket').textContent()).toContain('proxy_set_header Upgrade $http_upgrade;');
    expect(await check(page, 'polling').textContent()).toContain('Works');
    await page.context().close();
  });

  it('says so when a proxy is not believed, and finds the rest all the same', async () => {
    const page = await openPage('pass', { 'x-forwarded-for': '203.0.113.7' });
    await expect.poll(() => check(page, 'address').getAttribute('data-state'), PATIENT).toBe('look');
    expect(await check(page, 'address').textContent()).toContain('TRUST_PROXY=127.0.0.1');
    await page.context().close();
  });

  it('without the relay knows nothing, and says that; checked again, it knows', async () => {
    const page = await openPage('pass');
    await expect.poll(() => check(page, 'postgres').getAttribute('data-state'), PATIENT).toBe('good');
    await relay.kill();
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect.poll(() => states(page), PATIENT).toEqual(CHECKS.map(() => 'look'));
    await relay.start();
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect.poll(() => check(page, 'socket').getAttribute('data-state'), PATIENT).toBe('good');
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('has nothing that axe finds, in %s', async (colorScheme) => {
    const page = await openPage('refuse', {}, colorScheme);
    await expect.poll(() => check(page, 'socket').getAttribute('data-state'), PATIENT).toBe('look');
    await page.evaluate(axe.source);
    const found = await page.evaluate(
      async () => (await (window as never as { axe: typeof axe }).axe.run()).violations,
    );
    expect(found.map(({ id }) => id)).toEqual([]);
    await page.context().close();
  });
});
