/** A rolling deploy seen from a player's page: its launcher is of one release, the relay that answers is of the other. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { until } from '../support/conditions.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createSite, startTestRelay, type TestRelay } from '../support/relay.ts';
import { buildReleases, markOf, type Release } from '../support/releases.ts';
import { conversationsWith } from '../support/written.ts';

const { db } = await createTestDatabase();
const { first, second } = await buildReleases();
const browser = await launchChromium();
const host = await startHostPages();
let site: Awaited<ReturnType<typeof createSite>>;
let relays: Record<Release['name'], TestRelay>;

beforeAll(async () => {
  site = await createSite(db, { origins: [host.url] });
  relays = {
    first: await startTestRelay(db, { dist: first.dist }),
    second: await startTestRelay(db, { dist: second.dist }),
  };
});
afterAll(async () => {
  await relays.first.close();
  await relays.second.close();
});

const PARTS = ['client', 'panel', 'later'];

describe.each([
  ['opened before the deploy, at a relay from after it', first, 'second'],
  ['opened after the deploy, at a relay from before it', second, 'first'],
] as const)('a page %s', (_name, release, asked) => {
  it('opens the panel that belongs to it, and writes', async () => {
    const page = await openPage(release, relays[asked]);
    const player = playerScreen(page);
    await player.open();
    const text = `hello from the ${release.name} release`;
    await player.send(text);
    await until('it is written', async () => (await conversationsWith(db, text)).length === 1);
    // What comes only when somebody wants it.
    await player.part('menu').click();
    await player.part('reference').waitFor();
    const ran = await partsOf(page);
    expect(ran).toContain(markOf(release.name, 'details'));
    expect(ran).toEqual(expect.arrayContaining(PARTS.map((part) => markOf(release.name, part))));
    // The smaller ones too.
    expect(ran.filter((mark) => !mark.endsWith(markOf(release.name, '')))).toEqual([]);
    await page.context().close();
  });
});

describe('positive control', () => {
  it('without what was shipped, that page runs parts of the other release', async () => {
    const lonely = await startTestRelay(db, { dist: second.dist });
    await db.query(`delete from assets where path not like '%second%'`);
    const page = await openPage(first, lonely);
    await playerScreen(page).launcher.click();
    await until('some part has run', async () => (await partsOf(page)).length >= PARTS.length);
    expect(await partsOf(page)).toContain(markOf('second', 'panel'));
    await page.context().close();
    await lonely.close();
  });
});

/** A balancer gave the launcher from a relay of `release`, and leads to `relay` from then on. */
async function openPage(release: Release, relay: TestRelay): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route(`${relay.url}/widget.js`, (route) => route.fulfill({ path: `${release.dist.widget}widget.js` }));
  await page.goto(host.serve(`/${release.name}`, pageWith(scriptTag(relay.url, '', site.key))));
  return page;
}

/** What has run on the page, besides the launcher. */
async function partsOf(page: Page): Promise<string[]> {
  const marks: string[] = await page.evaluate('globalThis.parts ?? []');
  return marks.filter((mark) => !mark.startsWith('widget'));
}
