/** Every page of the office, by its address: readable in both themes, within a telephone, of one look, and leading on. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: ['https://brand.example'] });
const browser = await launchChromium();
const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1280, height: 800 };

const SETTINGS = [
  ...['look', 'texts', 'languages', 'topics', 'notices', 'origins', 'install', 'keys', 'programs'],
  ...['routing', 'hours', 'alerts', 'retention', 'history', 'copy'],
].map((name) => `settings/${site.key}/${name}`);
const REPORTS = ['', '/time', '/hours', '/operators', '/topics', '/languages', '/handled', '/load', '/digest'];
const PAGES = {
  floor: ['floor', 'floor/timeline', 'floor/alerts'],
  reports: REPORTS.map((view) => `reports${view}`),
  settings: SETTINGS,
  people: ['people', 'people/teams', 'people/record', 'people/me'],
  keeping: ['keeping'],
};

async function administrator(options: object) {
  const operator = await createOperator(db, [site], { name: 'Alesia', role: 'admin' });
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en', ...options });
  onTestFinished(() => inbox.page.context().close());
  inbox.page.setDefaultTimeout(2 * PATIENT.timeout);
  return { ...inbox, operator };
}

/** Until it has what it came for. */
async function open({ page }: Awaited<ReturnType<typeof administrator>>, path: string) {
  await page.goto(`${relay.url}/inbox/${path}`);
  await page.locator('.office > main h1').first().waitFor();
  if (path.startsWith('reports')) await page.locator('[data-part=reports-page][data-busy=false]').waitFor();
  await expect.poll(() => page.locator('.office [aria-busy=true]').count(), PATIENT).toBe(0);
}

describe.each([
  ['light', DESKTOP],
  ['dark', DESKTOP],
  ['light', PHONE],
  ['dark', PHONE],
] as const)('%s, %o', (colorScheme, viewport) => {
  it.each(Object.entries(PAGES))('%s', { timeout: 480_000 }, async (name, paths) => {
    const inbox = await administrator({ colorScheme, viewport });
    const { page } = inbox;
    const grounds = new Set<string>();
    for (const path of paths) {
      await open(inbox, path);
      expect(await axeFindings(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBe(0);
      expect(await page.locator('.office h1').count(), path).toBe(1);
      grounds.add(
        await page.locator('.office > main').evaluate((main) => {
          const probe = document.createElement('div');
          probe.style.background = 'var(--bg)';
          main.append(probe);
          const same = getComputedStyle(main).backgroundColor === getComputedStyle(probe).backgroundColor;
          probe.remove();
          return same ? 'the page' : getComputedStyle(main).backgroundColor;
        }),
      );
      // Where one is and every way from there stand in sight.
      const ways = page.locator('.office-nav .office-way');
      expect(await ways.count()).toBe(6);
      for (const way of await ways.all()) {
        const box = await way.boundingBox();
        expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= viewport.width, path).toBe(true);
      }
      expect(await page.locator('.office-way[aria-current=page]').getAttribute('href')).toContain(`/inbox/${name}`);
    }
    expect([...grounds]).toEqual(['the page']);
  });
});

it('a number leads to its conversations, a colleague to their numbers, a limit to the floor', {
  timeout: 180_000,
}, async () => {
  await db.query(
    `update sites set alerts = '{"waiting": 1, "waitMinutes": null, "loadPercent": null, "unattended": false}'`,
  );
  const inbox = await administrator({ viewport: PHONE });
  const { page, part, operator } = inbox;
  await inbox.choosePresence('away');
  await writingPlayer(relay.url, site, { topic: 'payments', locale: 'en' }, 'where is my money?');

  // From the desk to the floor, by the limit that is passed: the way there is in sight, below the list.
  const way = part('alert-strip').getByRole('link', { name: 'To the floor' });
  await way.waitFor({ timeout: 40_000 });
  const strip = await part('alert-strip').boundingBox();
  const link = await way.boundingBox();
  expect((link?.y ?? 0) + (link?.height ?? 0)).toBeLessThanOrEqual((strip?.y ?? 0) + (strip?.height ?? 0));
  await way.click();
  await part('floor-line').first().waitFor();

  // From a number, and from a topic, to the list of those who wait.
  await page.locator('[data-figure=waiting] a').click();
  await expect.poll(() => new URL(page.url()).pathname, PATIENT).toBe('/inbox/waiting');
  await part('row').first().waitFor();
  await open(inbox, 'floor');
  await page.locator('[data-by=topic]').getByRole('link', { name: 'Payments' }).click();
  await expect.poll(() => new URL(page.url()).search, PATIENT).toBe('?topic=payments');
  await part('row').first().waitFor();

  // From whoever works to what they did: on the floor, and among the people.
  await open(inbox, 'floor');
  await page
    .getByRole('link', { name: `Numbers of ${operator.name}` })
    .first()
    .click();
  await page.locator('[data-part=reports-page][data-busy=false]').waitFor();
  expect(new URL(page.url()).searchParams.get('operator')).toBe(operator.id);
  await open(inbox, 'people');
  await page.locator(`[data-person="${operator.id}"]`).getByRole('link', { name: 'Numbers of' }).click();
  await page.locator('[data-part=reports-page][data-busy=false]').waitFor();
  expect(new URL(page.url()).searchParams.get('operator')).toBe(operator.id);

  // From a topic's row to the numbers of that topic, and on to its conversations.
  await open(inbox, 'reports/topics');
  await part('metric-table').getByRole('link', { name: 'Payments' }).click();
  await part('to-list').click();
  await expect.poll(() => page.url(), PATIENT).toContain('/inbox/all?topic=payments');
  await part('row').first().waitFor();
});
