/** The page of numbers for whoever uses it: by keys, on a phone, in both themes, with nothing to show, and for operators. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { askReports, HOSTILE_NAME, openReports, setReportsStage } from '../support/reports-screen.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const browser = await launchChromium();
const { relay, site, boss, beginner, operators } = await setReportsStage();
const [alesia] = operators;
const VIEWS = ['', 'time', 'hours', 'brands', 'operators', 'topics', 'languages', 'handled', 'load', 'digest'];
const PHONE = { width: 360, height: 740 };
await askReports(relay.url, boss, { sites: site.id, from: '2026-01-01', to: '2026-01-01' });

type Look = Parameters<typeof openReports>[3];
const open = (look: Look = {}, who = boss) => openReports(browser, relay.url, who, { locale: 'en', ...look });

describe.each([
  ['light', 'pl'],
  ['dark', 'ru'],
] as const)('on a phone, in %s, in %s', (colorScheme, locale) => {
  let screen: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    screen = await open({ colorScheme, locale, viewport: PHONE });
  });

  it.each(VIEWS)('“%s” is whole: no sideways scroll, nothing for axe, nothing against the policy', async (view) => {
    await screen.visit(view);
    await screen.part(`report-${view || 'overview'}`).waitFor();
    if (view === 'time' || view === 'load') await screen.page.locator('.chart-box canvas').first().waitFor();
    expect(await screen.isWithin()).toBe(true);
    expect(await axeFindings(screen.page)).toEqual([]);
    expect(await screen.page.locator('main').textContent()).not.toMatch(/NaN|undefined|reports\.\w/);
    expect(screen.complaints).toEqual([]);
  });
});

describe('the policy of the page', () => {
  it('holds while charts are drawn; positive control: a style within the page is complained of', async () => {
    const { page, complaints } = await open({ rest: 'time?metric=started' });
    await page.locator('.chart-box canvas').waitFor();
    expect(complaints).toEqual([]);
    await page.evaluate(() => {
      const sheet = document.createElement('style');
      sheet.textContent = '.chart-box { outline: 1px solid }';
      document.head.append(sheet);
    });
    await expect.poll(() => complaints.join(), PATIENT).toContain('Content Security Policy');
  });

  it('charts come late, and only where there is one', async () => {
    const { page, visit } = await open();
    const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect((await loaded()).filter((name) => name.includes('/plot-'))).toEqual([]);
    await visit('time');
    await page.locator('.chart-box canvas').waitFor();
    expect((await loaded()).filter((name) => name.includes('/plot-')).length).toBeGreaterThan(0);
  });

  it('a chart is drawn anew in the other theme, and says in words what it shows', async () => {
    const { page } = await open({ rest: 'time', colorScheme: 'light' });
    const inks = () =>
      page.locator('.chart-box canvas').evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
        let [drawn, bright] = [0, 0];
        for (let at = 0; at < pixels.length; at += 4) {
          if ((pixels[at + 3] ?? 0) < 200) continue;
          drawn++;
          if ((pixels[at] ?? 0) > 200) bright++;
        }
        return { isDrawn: drawn > 1000, isBright: bright > drawn / 4 };
      });
    await page.locator('.chart-box canvas').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(inks, PATIENT).toEqual({ isDrawn: true, isBright: true });
    const said = await page.locator('.chart-box').getAttribute('aria-label');
    expect(said).toMatch(/^First response: Median\. Lowest: .+; highest: .+\.$/);
  });
});

describe('by keys', () => {
  it('view, filter and point are reached and changed', async () => {
    const { page, query, settled, part } = await open();
    await page.getByRole('link', { name: 'Over time' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.chart-box canvas').waitFor();
    await part('filters-open').focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Language').focus();
    await page.keyboard.press('p');
    await expect.poll(query, PATIENT).toEqual({ language: 'pl' });
    await settled();
    const slider = page.getByRole('slider');
    await slider.focus();
    const before = await slider.getAttribute('aria-valuetext');
    await slider.press('ArrowLeft');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toBe(before);
    await expect
      .poll(() => page.locator('.u-cursor-x').evaluate((line) => line.getBoundingClientRect().x))
      .toBeGreaterThan(0);
  });

  it('of own dates, those in the wrong order are said to be so and are not asked for', async () => {
    const { page, query } = await open({ rest: '?from=2026-03-01&to=2026-03-31' });
    await page.getByRole('textbox', { name: 'To' }).fill('2026-02-01');
    await page.getByRole('alert').getByText('The last day is before the first.').waitFor();
    expect(query()).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    await page.getByRole('textbox', { name: 'From' }).fill('2026-01-01');
    await expect.poll(query, PATIENT).toEqual({ from: '2026-01-01', to: '2026-02-01' });
  });
});

describe('where there is nothing', () => {
  it('an empty time says so and offers a longer one', async () => {
    const { page, part, query } = await open({ rest: 'topics?from=2020-01-01&to=2020-01-31' });
    await part('reports-nothing').getByText('Nothing happened in this time').waitFor();
    await page.getByRole('button', { name: 'Show the last 90 days' }).click();
    await expect.poll(query, PATIENT).toEqual({ period: '90d' });
    await part('metric-table').waitFor();
  });

  it('a new brand reads what will stand here', async () => {
    const { part } = await open({ rest: '?period=90d' }, beginner);
    await part('reports-nothing').getByText('Your numbers will stand here').waitFor();
  });

  it('what could not be had is asked for again', async () => {
    const { page, part, visit, card } = await open();
    await page.route('**/api/reports/**', (route) => route.abort());
    await visit('');
    await part('reports-failed').waitFor();
    await page.unroute('**/api/reports/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await card('started').waitFor();
  });

  it('a link to what is not one’s own leads back to what is', async () => {
    const { page, part, card } = await open({ rest: '?topic=poker' });
    await part('reports-failed').waitFor();
    await page.getByRole('button', { name: 'Remove all filters' }).click();
    await card('started').waitFor();
  });
});

describe('an operator', () => {
  it('sees their own numbers and nobody else’s, whatever the address says', async () => {
    if (!alesia) throw new Error('nobody was hired');
    const { page, card, part, visit } = await open({ rest: '' }, alesia);
    await page.getByRole('heading', { name: 'My numbers' }).waitFor();
    const answer = await askReports(relay.url, boss, {
      ...{ sites: `${site.id},${(await sitesOf(page)).find((id) => id !== site.id)}`, operator: alesia.id, by: 'day' },
      ...(await shownRange(page)),
    });
    const figure = answer.total['first-response'];
    expect(await card('first-response').textContent()).toContain(`n = ${figure?.kind === 'duration' && figure.count}`);
    expect(await page.getByRole('link', { name: 'Operators' }).count()).toBe(0);
    await visit('operators');
    expect(await page.locator('main').textContent()).not.toContain(HOSTILE_NAME);
    expect(await page.locator('main').textContent()).not.toContain('Marek');
    await visit(`time?operator=${operators[2]?.id}`);
    await part('reports-failed').waitFor();
    await visit(`digest?sites=${site.id}`);
    await part('reports-failed').waitFor();
  });
});

type Page = Awaited<ReturnType<typeof openReports>>['page'];
/** As the page itself asked. */
const askedFor = (page: Page) =>
  page.evaluate(
    () => performance.getEntriesByType('resource').findLast(({ name }) => name.includes('/reports/table?'))?.name ?? '',
  );
const sitesOf = async (page: Page) => (new URL(await askedFor(page)).searchParams.get('sites') ?? '').split(',');
async function shownRange(page: Page) {
  const { searchParams } = new URL(await askedFor(page));
  return { from: searchParams.get('from') ?? '', to: searchParams.get('to') ?? '' };
}
