/** From the link that a new relay prints to the first message: what the owner of a site does, once. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { pageWith, startHostPages } from '../support/host-pages.ts';
import { inboxScreen } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { startRelayServer } from '../support/relay-server.ts';

/** From an empty data folder to a player's first message; the owner's own reading and typing come on top. */
const WITHIN_MS = 60_000;

const begunAt = performance.now();
const pages = await startHostPages();
const relay = await startRelayServer();
const browser = await launchChromium();

const wordsOf = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`../../shared/locales/en/${file}`, import.meta.url), 'utf8'));
const words = { ...wordsOf('inbox.json'), ...wordsOf('inbox-pages.json') };

it('leads from the printed link to the administrator, the site, the script tag and the first message', async () => {
  const owner = await (await browser.newContext({ locale: 'en' })).newPage();
  const step = (name: string) => owner.locator(`[data-part=setup][data-step=${name}]`);
  const field = (name: string) => owner.getByLabel(words[`field.${name}`] ?? '', { exact: true });
  const go = (name: string) => owner.getByRole('button', { name: words[name] ?? '', exact: true }).click();

  // 1. The link makes the administrator, and its token leaves the address at once.
  await owner.goto(relay.firstRunLink);
  await step('administrator').waitFor();
  expect(owner.url()).not.toContain('#');
  await field('name').fill('Alesia');
  await field('email').fill('alesia@brand.example');
  await field('password').fill('three words together');
  await go('setup.continue');

  // 2. The site: its key is suggested from its name.
  await step('site').waitFor();
  await field('siteName').fill('Grand Slam Bet');
  expect(await field('siteKey').inputValue()).toBe('grand-slam-bet');
  await field('origins').fill(pages.url);
  await go('setup.createSite');

  // 3. The script tag is pasted as it stands there, and a player on that page writes.
  await step('script').waitFor();
  const tag = await owner.locator('pre').first().textContent();
  expect(tag).toBe(`<script async src="${relay.url}/widget.js" data-site="grand-slam-bet"></script>`);
  await owner.getByText(words['setup.waiting'] ?? '').waitFor();
  const chat = playerScreen(await (await browser.newContext({ locale: 'en' })).newPage());
  await chat.page.goto(pages.serve('/', pageWith(tag ?? '')));
  await chat.open();
  await chat.send('is anybody there?');

  // 4. The message arrives by itself; the owner opens it and answers.
  await owner.getByText(words['setup.arrived'] ?? '').waitFor();
  const tookMs = performance.now() - begunAt;
  process.stdout.write(`from an empty data folder to the first message: ${Math.round(tookMs / 100) / 10} s\n`);
  expect(tookMs).toBeLessThan(WITHIN_MS);
  await owner.getByRole('link', { name: words['setup.open'] ?? '' }).click();
  const inbox = inboxScreen(owner, relay.url);
  await expect.poll(() => inbox.texts(), PATIENT).toEqual(['is anybody there?']);
  await inbox.send('yes, always');
  await expect.poll(() => chat.texts(), PATIENT).toEqual(['is anybody there?', 'yes, always']);

  // Afterwards the page still shows the first message, and leads back, also from a second site that was begun.
  await owner.goto(`${relay.url}/inbox/setup`);
  await expect.poll(() => inbox.part('first-message').textContent(), PATIENT).toBe('is anybody there?');
  await go('setup.another');
  await step('site').waitFor();
  await owner.getByRole('link', { name: words['connection.back'] ?? '', exact: true }).click();
  await inbox.part('list').waitFor();
  await owner.goto(`${relay.url}/inbox/setup`);
  await step('script').waitFor();

  // 5. The link works once.
  const stranger = await (await browser.newContext({ locale: 'en' })).newPage();
  await stranger.goto(relay.firstRunLink);
  await stranger.locator('[data-part=setup][data-step=no-link]').waitFor();
}, 60_000);
