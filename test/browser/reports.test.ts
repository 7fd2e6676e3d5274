/** The page of numbers against the relay that it asks: what stands on the screen is what was answered. */
import { readFile } from 'node:fs/promises';
import { valueIn } from '@touchline/inbox/reports/told.ts';
import { rowName, written } from '@touchline/inbox/reports/values.ts';
import { speakOf } from '@touchline/inbox/words.ts';
import en from '@touchline/shared/locales/en/inbox-reports.json' with { type: 'json' };
import type { ReportTable } from '@touchline/shared/reports.ts';
import type { MetricKey } from '@touchline/shared/reports-metrics.ts';
import { describe, expect, it, vi } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { askReports, HOSTILE_NAME, openReports, setReportsStage } from '../support/reports-screen.ts';

vi.setConfig({ testTimeout: 60_000 });
await speakOf('office');
const browser = await launchChromium();
const { relay, site, other, boss, operators } = await setReportsStage();
const both = `${site.id},${other.id}`;

const ask = (query: Record<string, string>, who = boss) => askReports(relay.url, who, { sites: both, ...query });
const open = (rest: string, who = boss) => openReports(browser, relay.url, who, { rest, locale: 'en' });
/** So that a test may run over midnight. */
const DATES = await ask({ from: '2026-01-01', to: '2026-01-01' }).then(() => {
  const to = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return { from: new Date(Date.now() - 28 * 86_400_000).toISOString().slice(0, 10), to };
});
const dates = `from=${DATES.from}&to=${DATES.to}`;
const plain = (text: string | null) => (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');

function inText({ total }: ReportTable, metric: MetricKey): string {
  const figure = total[metric];
  if (figure?.kind === 'duration') return plain(written(figure.median, 'ms'));
  if (figure?.kind === 'share') return plain(written(figure.share, 'share'));
  return figure?.kind === 'count' ? plain(written(figure.count, 'count')) : '';
}

describe('the overview', () => {
  it('says what the relay answered, of how many, and what it means', async () => {
    const table = await ask({ ...DATES, by: 'day' });
    const { card, part, page } = await open(`?${dates}`);
    for (const metric of ['started', 'first-response', 'wait', 'resolution', 'abandonment', 'first-contact'] as const) {
      const shown = card(metric);
      expect(plain(await shown.locator('[data-part=number] strong').textContent())).toBe(inText(table, metric));
      expect(await shown.locator('[data-part=definition]').textContent()).toBe(en[`reports.is.${metric}`]);
      const figure = table.total[metric];
      if (figure && figure.kind !== 'count' && figure.kind !== 'load')
        expect(await shown.textContent()).toContain(`n = ${figure.count}`);
    }
    const { total } = table;
    for (const metric of ['speed', 'courtesy', 'competence'] as const) {
      const said = await part('satisfaction').locator(`[data-metric=${metric}] strong`).textContent();
      expect(said).toBe(written(valueIn(total[metric], 'mean'), 'mark'));
    }
    expect(await page.locator('body').textContent()).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('compares with as many days before, and says so', async () => {
    const { previous } = await ask({ ...DATES, by: 'day', compare: 'true' });
    const { card, part, page, settled, query } = await open(`?${dates}`);
    const before = previous?.total.started?.kind === 'count' ? previous.total.started.count : -1;
    expect(await card('started').locator('[data-part=change]').textContent()).toContain(`before: ${before}`);
    expect(await part('reports-about').textContent()).toContain('Compared with');
    await page.getByRole('switch', { name: 'Compare with the time before' }).click();
    await expect.poll(query, PATIENT).toEqual({ ...DATES, compare: 'false' });
    await settled();
    await expect.poll(() => part('change').count(), PATIENT).toBe(0);
  });
});

describe('charts', () => {
  it.each(['first-response', 'started', 'solved', 'speed'] as const)(
    '%s: every point is a row of the table',
    async (metric) => {
      const { page, part, table } = await open(`time?${dates}&metric=${metric}`);
      await page.locator('.chart-box canvas').waitFor();
      await part('behind').locator('summary').click();
      const [, ...rows] = await table('metric-table');
      rows.pop();
      expect(rows).toHaveLength(28);
      const slider = page.getByRole('slider', { name: 'Point of the chart' });
      await slider.focus();
      await slider.press('Home');
      for (const [at, row] of rows.entries()) {
        if (at > 0) await slider.press('ArrowRight');
        const said = plain(await part('chart-values').textContent());
        expect(said.startsWith(plain(row[0] ?? ''))).toBe(true);
        expect(said).toContain(plain(row[1] ?? '').replace('*', ''));
      }
      expect(await slider.getAttribute('aria-valuetext')).toContain(rows.at(-1)?.[0]);
    },
  );

  it('has a point for a day of 23 hours, as for any other', async () => {
    const answer = await ask({ from: '2026-03-27', to: '2026-03-31', by: 'day', metrics: 'started' });
    expect(answer.rows.map(({ figures }) => valueIn(figures.started, 'count'))).toEqual([0, 2, 2, 1, 0]);
    const { part, table, page } = await open('time?from=2026-03-27&to=2026-03-31&metric=started');
    await page.locator('.chart-box canvas').waitFor();
    await part('behind').locator('summary').click();
    const [, ...rows] = await table('metric-table');
    expect(rows.map(([day, count]) => `${day} ${count}`)).toEqual([
      ...['Fri, 27 Mar 2026 0', 'Sat, 28 Mar 2026 2', 'Sun, 29 Mar 2026 2', 'Mon, 30 Mar 2026 1', 'Tue, 31 Mar 2026 0'],
      'Total 5',
    ]);
  });
});

describe('tables', () => {
  it.each([
    ['operators', 'operator'],
    ['brands', 'site'],
    ['topics', 'topic'],
    ['languages', 'language'],
    ['handled', 'handled-by'],
  ] as const)('%s: rows and figures are the relay’s', async (view, by) => {
    const answer = await ask({ ...DATES, by });
    const { table, page } = await open(`${view}?${dates}&metric=response&compare=false`);
    const [head, ...rows] = await table('metric-table');
    expect(head?.slice(1)).toEqual(['Median', '', 'n', 'Mean', '90th percentile']);
    const expected = [...answer.rows, { key: 'total', name: null, figures: answer.total }].map((row) => {
      const figure = row.figures.response?.kind === 'duration' ? row.figures.response : null;
      const lasting = (ms: number | null | undefined) => plain(written(ms ?? null, 'ms'));
      const called = row.key === 'total' ? 'Total' : rowName(by, row);
      return [called, lasting(figure?.median), '', String(figure?.count), lasting(figure?.mean), lasting(figure?.p90)];
    });
    expect(rows.map((row) => row.map((text) => plain(text).replace('*', '')))).toEqual(expected);
    expect(await page.locator('body').textContent()).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('says why there is nothing, and of how few something is made', async () => {
    const { part } = await open(`topics?${dates}&metric=speed&compare=false`);
    const row = part('metric-table').getByRole('row', { name: 'Safer gambling' });
    expect(await row.textContent()).toContain('–');
    expect(await row.textContent()).toContain('nobody rated');
    const few = await open('time?from=2026-03-28&to=2026-03-28&metric=first-response');
    await few.part('behind').locator('summary').click();
    await few.part('metric-table').locator('td').getByText('*').first().waitFor();
    expect(await few.part('metric-table').locator('tbody').textContent()).toContain('fewer than 5');
  });

  it('are sorted by what is pressed, by keys too; what is missing is last', async () => {
    const { part, table, page } = await open(`topics?${dates}&metric=speed&compare=false`);
    const column = part('metric-table').locator('th[data-column=mean]');
    await column.getByRole('button').focus();
    for (const way of ['descending', 'ascending'] as const) {
      await page.keyboard.press('Enter');
      await expect.poll(() => column.getAttribute('aria-sort')).toBe(way);
      const values = (await table('metric-table')).slice(1, -1).map(([, mean]) => Number.parseFloat(mean ?? ''));
      const known = values.filter((value) => !Number.isNaN(value));
      expect(values.slice(0, known.length)).toEqual(known);
      expect(known).toEqual(known.toSorted((a, b) => (way === 'ascending' ? a - b : b - a)));
    }
  });

  it('come as a file in which nothing runs', async () => {
    const { page, part } = await open(`operators?${dates}`);
    const [download] = await Promise.all([page.waitForEvent('download'), part('csv').first().click()]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`operator-${DATES.from}-${DATES.to}\\.csv$`));
    const text = await readFile((await download.path()) ?? '', 'utf8');
    expect(text.split('\r\n')[0]).toContain('First response, median');
    expect(text).toContain(`'${HOSTILE_NAME}`);
    expect(text).not.toMatch(/(^|,)=/m);
    const marek = (await ask({ ...DATES, by: 'operator' })).rows.find(({ name }) => name === 'Marek');
    const line =
      text
        .split('\r\n')
        .find((one) => one.includes('Marek'))
        ?.split(',') ?? [];
    expect(line.map(Number)).toEqual(expect.arrayContaining([valueIn(marek?.figures['first-response'], 'count')]));
  });

  it('have an address that fits, in the language with the longest words', async () => {
    const russian = await openReports(browser, relay.url, boss, { rest: `time?${dates}`, locale: 'ru' });
    const addresses = await russian
      .part('csv')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
    for (const address of addresses) {
      expect(address.length).toBeLessThan(14_000);
      const answer = await russian.page.evaluate(async (href) => (await fetch(href)).status, address);
      expect(answer).toBe(200);
    }
  });
});

describe('the address', () => {
  it('keeps view, days and filters over a reload, and goes back', async () => {
    const { page, part, query } = await open(`topics?${dates}`);
    await part('filters-open').click();
    await page.getByLabel('Language').selectOption('pl');
    await page.getByLabel('Operator').selectOption(operators[0]?.id ?? '');
    await page.getByLabel('Clock').selectOption('business');
    const wanted = { ...DATES, language: 'pl', operator: operators[0]?.id ?? '', clock: 'business' };
    const answer = await ask({ ...wanted, by: 'topic' });
    const total = async () => plain(await part('metric-table').locator('tfoot td').first().textContent());
    for (const way of ['as it was chosen', 'after a reload'] as const) {
      if (way === 'after a reload') await page.reload();
      await expect.poll(query, PATIENT).toEqual(wanted);
      await expect.poll(total, PATIENT).toBe(inText(answer, 'first-response'));
    }

    await page.goBack();
    await expect.poll(query, PATIENT).toEqual({ ...DATES, language: 'pl', operator: operators[0]?.id });
    await page.locator('[data-filter=language]').click();
    await expect.poll(query, PATIENT).toEqual({ ...DATES, operator: operators[0]?.id });
  });
});

describe('the digest', () => {
  it('tells a week of a brand by topic, with what players wrote', async () => {
    const { part, table, page } = await open(`digest?sites=${site.id}&week=${DATES.to}`);
    const answer = await page.evaluate(
      async (url) => (await fetch(url)).json(),
      `${relay.url}/api/reports/digest?site=${site.id}&week=${DATES.to}`,
    );
    const rows = (await table('digest-table')).slice(1, -1);
    expect(rows.map(([, started]) => Number(started))).toEqual(
      answer.topics.map((topic: { figures: { started: { count: number } } }) => topic.figures.started.count),
    );
    expect(await part('comment').count()).toBe(Math.min(answer.comments.length, 20));
    const first = answer.comments[0];
    if (first) expect(await part('comment').first().locator('blockquote').textContent()).toBe(first.comment);
    await part('week-before').click();
    await expect.poll(() => part('reports-about').textContent(), PATIENT).not.toContain(answer.range.from);
  });
});
