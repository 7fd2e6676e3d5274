/** An administrator gives a program a key, the program uses it, and is refused from the moment the key is ended. */
import { expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage();
const browser = await launchChromium();

const asProgram = (token: string) =>
  fetch(`${relay.url}/api/sites/${site.id}/conversations`, { headers: { authorization: `Bearer ${token}` } });

it('a key for a program is made, shown once, used, and ended', { timeout: 60_000 }, async () => {
  const admin = await createOperator(db, [site], { role: 'admin', name: 'Alesia' });
  const { page, part } = await openInbox(browser, relay.url, admin, {
    locale: 'en',
    at: `settings/${site.key}/programs`,
  });
  page.setDefaultTimeout(PATIENT.timeout);
  await part('programs').getByText('No program has a key.').waitFor();
  expect(await part('program-add').isDisabled()).toBe(true);

  await page.getByLabel('Name of the program').fill('Warehouse');
  await page.getByLabel('Read and search conversations').check();
  await page.getByLabel('Good for so many days').fill('30');
  await part('program-add').click();
  const token = (await part('program-fresh').locator('pre').first().textContent()) ?? '';
  expect(token).toMatch(/^tlk_/);
  // The form that made it is longer than a screen: whoever made it is led to it.
  expect(await part('program-fresh').evaluate((shown) => shown === document.activeElement)).toBe(true);
  expect(await axeFindings(page)).toEqual([]);
  const row = page.locator('[data-program=Warehouse]');
  expect(await row.textContent()).toContain('never used');

  // What is shown beside it is a first call that works.
  const call = (await part('program-fresh').locator('pre').nth(1).textContent()) ?? '';
  const [, authorization = '', url = ''] = /^curl -H "Authorization: ([^"]+)" (\S+)$/.exec(call) ?? [];
  expect(await (await fetch(url, { headers: { authorization } })).json()).toMatchObject({
    name: 'Warehouse',
    site: { id: site.id },
    scopes: ['desk:read'],
  });

  expect((await asProgram(token)).status).toBe(200);
  await page.reload();
  await row.waitFor();
  expect(await row.textContent()).toContain('last used');
  expect(await page.content()).not.toContain(token);

  page.on('dialog', (dialog) => void dialog.accept());
  await row.getByRole('button').click();
  await part('programs').getByText('No program has a key.').waitFor();
  expect((await asProgram(token)).status).toBe(401);
});
