/** Identity keys in the settings: one exchanged for another while a player goes on, and what is wrong with a token. */
import { TOKEN_FAULTS } from '@touchline/shared/site-keys.ts';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { identityToken } from '../support/identity-tokens.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay, TEST_SECRET } from '../support/relay.ts';
import { openSettings, TWO_PAGES } from '../support/settings-screen.ts';

const { db } = await createTestDatabase();
const browser = await launchChromium();
const relay = await startTestRelay(db);
afterAll(() => relay.close());
const pages = await startHostPages();
const bytes = (secret: string) => new TextEncoder().encode(secret);

async function open() {
  const site = await createSite(db, { origins: [pages.url] });
  const owner = await createOperator(db, [site], { name: 'Alesia', role: 'admin' });
  const screen = await openSettings(browser, relay.url, owner, site, { place: 'keys' });
  onTestFinished(() => screen.page.context().close());
  await screen.part('key-add').waitFor();
  return { ...screen, site };
}

it(
  'an exchange: the new one is added, deployed, the old one retired, and a signed player goes on',
  TWO_PAGES,
  async () => {
    const { site, page, part } = await open();
    let key = { kid: 'one', secret: TEST_SECRET };
    const context = await browser.newContext({ locale: 'en' });
    onTestFinished(() => context.close());
    const player = playerScreen(await context.newPage());
    await player.page.exposeFunction('freshToken', () =>
      identityToken(site, { name: 'Volha' }, { kid: key.kid }, bytes(key.secret)),
    );
    const body = `<script>window.Touchline = Object.assign((...call) => Touchline.q.push(call), { q: [['identify', () => freshToken()]] })</script>`;
    await player.page.goto(pages.serve(`/${site.key}`, pageWith(scriptTag(relay.url, '', site.key), body)));
    await player.open();
    await player.send('With the old key');
    await expect.poll(player.states, PATIENT).toEqual(['sent']);

    await part('key-add').click();
    await part('key-fresh').waitFor();
    const secret = (await part('key-fresh').locator('.code').first().textContent()) ?? '';
    const kid = (await page.locator('[data-key]:not([data-key=one])').getAttribute('data-key')) ?? '';
    expect(secret.length).toBeGreaterThan(40);
    // No third one.
    await expect.poll(() => part('key-add').count(), PATIENT).toBe(0);
    key = { kid, secret };
    page.on('dialog', (dialog) => void dialog.accept());
    await part('retire-now').click();
    await expect.poll(() => page.locator('[data-key=one]').getAttribute('data-valid'), PATIENT).toBe('false');

    await player.send('With the new one');
    await expect.poll(player.states, PATIENT).toEqual(['sent', 'sent']);
    const { rows } = await db.query(`select external_id from contacts where site_id = $1 and external_id is not null`, [
      site.id,
    ]);
    expect(rows).toEqual([{ external_id: 'player-1' }]);
    // Shown once.
    await page.reload();
    await part('key-rows').waitFor();
    expect(await page.content()).not.toContain(secret);
  },
);

it('a key may be retired at a moment, and its state says when', TWO_PAGES, async () => {
  const { page, part } = await open();
  await part('key-add').click();
  await part('key-fresh').waitFor();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
  await page.getByLabel('When to retire it').fill(tomorrow);
  await page.getByRole('button', { name: 'Retire one then' }).click();
  await expect.poll(() => page.locator('[data-key=one]').textContent(), PATIENT).toContain('In use until');
});

it('what is no public key is refused where it was pasted', TWO_PAGES, async () => {
  const { page, part } = await open();
  await page.getByLabel('A pair of yours').click();
  await page.getByLabel('Public key').fill('-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----');
  await part('key-add').click();
  await page.getByText('This is a private key.').waitFor();
});

it('every fault of a token is said, and a good one shows whom it makes', TWO_PAGES, async () => {
  const { site, page, part } = await open();
  const now = Math.floor(Date.now() / 1000);
  const good = () => identityToken(site, { name: 'Volha' });
  const tokens: Record<string, () => string | Promise<string>> = {
    'not-a-token': () => 'hello',
    'unknown-key': () => identityToken(site, {}, { kid: 'nobody' }),
    signature: () => identityToken(site, {}, {}, bytes('another secret of thirty-two bytes')),
    issuer: () => identityToken(site, { iss: 'somebody' }),
    audience: () => identityToken(site, { aud: 'somebody' }),
    'no-times': () => identityToken(site, { exp: undefined }),
    expired: () => identityToken(site, { iat: now - 900, exp: now - 600 }),
    'lives-too-long': () => identityToken(site, { exp: now + 86_400 }),
    'no-player': () => identityToken(site, { sub: undefined }),
    '': good,
  };
  const checker = part('token-checker');
  for (const [fault, make] of Object.entries(tokens)) {
    await checker.getByRole('textbox').fill(await make());
    await checker.getByRole('button', { name: 'Check' }).click();
    await expect.poll(() => part('verdict').getAttribute('data-fault'), PATIENT).toBe(fault);
    expect(await part('verdict').textContent()).not.toContain('settings.token');
  }
  expect(await part('verdict').textContent()).toMatch(/player-1.*Volha/);
  // The words for those that are hard to come by are there too.
  expect(TOKEN_FAULTS.length).toBe(16);
  expect(await page.title()).not.toContain('eyJ');
});
