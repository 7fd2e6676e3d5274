/** The check of a page, as its owner reads it: the tag where it should be, and everything that can be wrong with it. */
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { startHostPages } from '../support/host-pages.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { openSettings, TWO_PAGES } from '../support/settings-screen.ts';

const pages = await startHostPages();
const { db } = await createTestDatabase();
const browser = await launchChromium();
const relay = await startTestRelay(db);
afterAll(() => relay.close());

it.each(['light', 'dark'] as const)(
  'a page is good, and each fault is told with what to do: %s',
  TWO_PAGES,
  async (colorScheme) => {
    const site = await createSite(db, { name: 'Liga', origins: [pages.url] });
    const owner = await createOperator(db, [site], { name: 'Alesia', role: 'admin' });
    const { page, part } = await openSettings(browser, relay.url, owner, site, { place: 'install', colorScheme });
    onTestFinished(() => page.context().close());
    const tag = (await part('install').locator('pre').first().textContent()) ?? '';
    expect(tag).toContain(`data-site="${site.key}"`);

    const field = page.getByLabel('Address of the page');
    expect(await field.inputValue()).toBe(pages.url);
    async function check(address: string) {
      await field.fill(address);
      await page.getByRole('button', { name: 'Check the page' }).click();
      await part('findings').waitFor();
      const found = await part('findings')
        .locator('li')
        .evaluateAll((items) =>
          items.map((item) => `${(item as HTMLElement).dataset.level} ${(item as HTMLElement).dataset.finding}`),
        );
      return { found, text: (await part('findings').textContent()) ?? '' };
    }
    const serve = (path: string, body: string, headers = {}) => pages.serve(`/${colorScheme}/${path}`, body, headers);

    // 1. As it is given out.
    const good = await check(serve('good', tag));
    expect(good.found).toEqual(['good reached', 'good tag-found']);
    await page.getByText('The chat works on this page.').waitFor();
    expect(await axeFindings(page)).toEqual([]);

    // 2. Another site's: what stands there, and what should.
    const wrong = await check(serve('wrong', tag.replace(site.key, 'old-brand')));
    expect(wrong.found).toEqual(['good reached', 'wrong wrong-site']);
    await page.getByText('does not work on this page as it should').waitFor();
    expect(wrong.text).toContain('old-brand');
    expect(wrong.text).toContain(site.key);
    expect(await axeFindings(page)).toEqual([]);

    // 3. None, one in a comment, twice, a policy in the way, and no page at all.
    expect((await check(serve('none', '<p>Odds</p>'))).found).toContain('wrong tag-missing');
    expect((await check(serve('comment', `<!-- ${tag} -->`))).found).toContain('wrong tag-in-comment');
    expect((await check(serve('twice', tag + tag))).found).toContain('warning tag-twice');
    const strict = await check(serve('strict', tag, { 'content-security-policy': "default-src 'self'" }));
    expect(strict.found).toEqual(expect.arrayContaining(['wrong csp-script', 'wrong csp-connect', 'warning csp-img']));
    expect(strict.text).toContain(`script-src ${new URL(relay.url).origin}`);
    expect(await axeFindings(page)).toEqual([]);
    expect((await check(`${pages.url}/${colorScheme}/nowhere`)).found).toEqual(['wrong status']);

    // 4. What was wrong is mended, and the same check says so.
    await expect.poll(async () => (await check(serve('wrong', tag))).found, PATIENT).toEqual(good.found);
  },
);
