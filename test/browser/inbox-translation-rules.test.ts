/** An administrator's page in a real browser: who translates, for how much, with which terms. */
import type { Site } from '@touchline/relay/sites/store.ts';
import { bettingGlossary } from '@touchline/relay/translation/betting-glossary.ts';
import { NOBODY } from '@touchline/relay/translation/translator.ts';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe-findings.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';

const { db } = await createTestDatabase();
const browser = await launchChromium();
const PROVIDERS = [
  { name: 'own', host: 'translate.brand.example' },
  { name: 'deepl', host: 'api-free.deepl.com' },
];
const relay = await startTestRelay(db, { translator: { ...NOBODY, providers: () => PROVIDERS } });
afterAll(() => relay.close());

const newSite = () => createSite(db, { name: 'Fairplay', languages: ['en', 'ru', 'be'], defaultLanguage: 'en' });

/** Through the menu, as somebody would find it. */
async function openPage(site: Site, more: object = {}) {
  const admin = await createOperator(db, [site], { name: 'Rauf', role: 'admin', isAdministrator: true });
  const inbox = await openInbox(browser, relay.url, admin, { locale: 'en', ...more });
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  onTestFinished(() => inbox.page.context().close());
  await inbox.page.getByRole('button', { name: 'Account of Rauf' }).click();
  await inbox.page.getByRole('link', { name: 'Translation' }).click();
  await inbox.part('translation-page').getByText('Who translates').waitFor();
  const provider = (name: string) => inbox.page.locator(`[data-provider=${name}]`);
  return {
    ...inbox,
    admin,
    provider,
    press: (name: string, button: string) => provider(name).getByRole('button', { name: button }).click(),
    providers: () =>
      inbox.page
        .locator('[data-accepted=true]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-provider'))),
    outcome: (part: string) => inbox.part(`outcome-${part}`).textContent(),
    save: inbox.part('glossary-save'),
    field: (language: string) => inbox.page.locator('.term-fields textarea').and(inbox.page.getByLabel(language)),
  };
}
/** Two browsers on a machine with little to spare. */
const TWO_PAGES = { timeout: 60_000 };

const rulesOf = async (site: Site) =>
  (
    await db.query<{
      translation: { accepted?: { provider: string }[]; glossary?: object[]; monthlyCharacters?: number };
    }>('select translation from sites where id = $1', [site.id])
  ).rows[0]?.translation;

it('nothing leaves before a provider is accepted by name; the order is the administrator’s, and consent is withdrawn', async () => {
  const site = await newSite();
  const { page, part, provider, press, providers } = await openPage(site);
  await page.getByText('Nothing leaves until you accept a provider.').waitFor();
  expect(await part('translation-page').textContent()).toContain(
    'Card and phone numbers, links, e-mail addresses and the player’s name',
  );
  expect(await provider('deepl').textContent()).toContain('Texts of this site would go to api-free.deepl.com.');
  expect(await providers()).toEqual([]);
  await press('deepl', 'Accept');
  await expect.poll(providers, PATIENT).toEqual(['deepl']);
  await press('own', 'Accept');
  await expect.poll(providers, PATIENT).toEqual(['deepl', 'own']);
  await press('own', 'Ask earlier');
  await expect.poll(providers, PATIENT).toEqual(['own', 'deepl']);
  expect(await part('outcome-accepted').textContent()).toContain('Saved');
  await page.reload();
  await expect.poll(providers, PATIENT).toEqual(['own', 'deepl']);
  await press('own', 'Withdraw');
  await expect.poll(providers, PATIENT).toEqual(['deepl']);
  expect((await rulesOf(site))?.accepted?.map((one) => one.provider)).toEqual(['deepl']);
});

it('a change of what somebody else has changed meanwhile is not made, and says so', TWO_PAGES, async () => {
  const site = await newSite();
  const [rauf, olga] = [await openPage(site), await openPage(site)];
  await rauf.press('deepl', 'Accept');
  await expect.poll(rauf.providers, PATIENT).toEqual(['deepl']);
  await rauf.press('deepl', 'Withdraw');
  await expect.poll(rauf.providers, PATIENT).toEqual([]);
  await rauf.press('own', 'Accept');
  await expect.poll(rauf.providers, PATIENT).toEqual(['own']);
  await olga.press('deepl', 'Accept');
  await expect.poll(() => olga.outcome('accepted'), PATIENT).toContain('Somebody else changed this meanwhile');
  await olga.page.getByRole('button', { name: 'Show theirs instead' }).click();
  await expect.poll(olga.providers, PATIENT).toEqual(['own']);
});

it('the budget shows what is used and takes numbers only', async () => {
  const site = await newSite();
  await db.query(
    `insert into translation_spend values ($1, date_trunc('month', now() at time zone 'utc')::date, 12345)`,
    [site.id],
  );
  const { page, part, outcome } = await openPage(site);
  expect(await part('used').textContent()).toMatch(/^\w+ \d{4}: 12,345 of 1,000,000 used$/);
  const field = page.getByLabel('At most');
  const save = page.locator('.budget').getByRole('button', { name: 'Save' });
  await field.fill('lots');
  expect(await save.isDisabled()).toBe(true);
  await field.fill('2 000 000');
  await save.click();
  await expect.poll(() => outcome('budget'), PATIENT).toContain('Saved');
  expect((await rulesOf(site))?.monthlyCharacters).toBe(2_000_000);
});

it('a glossary is written by forms; what would break a placeholder is refused before it is sent', async () => {
  const site = await newSite();
  const { part, field, save, outcome } = await openPage(site);
  await part('term-add').click();
  await field('English').fill('stake\nstakes');
  await expect.poll(() => part('glossary-complaint').textContent(), PATIENT).toContain('at least two languages');
  await field('Russian').fill('ставка\n{{x}}');
  await expect
    .poll(() => part('glossary-complaint').textContent(), PATIENT)
    .toContain('could be taken for a placeholder');
  expect(await save.isDisabled()).toBe(true);
  await field('Russian').fill('ставка 1');
  await expect.poll(() => part('glossary-complaint').textContent(), PATIENT).toContain('digits');
  await field('Russian').fill('ставка\n\nставки');
  await expect.poll(() => part('glossary-complaint').textContent(), PATIENT).toContain('empty line');
  await field('Russian').fill('ставка\nставки\n');
  await save.click();
  await expect.poll(() => outcome('glossary'), PATIENT).toContain('Saved');
  expect((await rulesOf(site))?.glossary).toEqual([{ en: ['stake', 'stakes'], ru: ['ставка', 'ставки'] }]);
  expect(await part('term').textContent()).toContain('stake · ставка');
});

it('the betting glossary fills the editor with what is not there, and nothing is saved before it is', async () => {
  const site = await newSite();
  const { part, field, save, outcome } = await openPage(site);
  await part('term-add').click();
  await field('English').fill('bet');
  await field('Russian').fill('ставка');
  await part('glossary-propose').click();
  await expect
    .poll(() => part('glossary-proposed').textContent(), PATIENT)
    .toContain(`${bettingGlossary.length - 1} terms`);
  expect(await part('term').count()).toBe(bettingGlossary.length);
  expect((await rulesOf(site))?.glossary ?? []).toEqual([]);
  await part('glossary-propose').click();
  await expect.poll(() => part('glossary-proposed').textContent(), PATIENT).toContain('0 terms');
  await save.click();
  await expect.poll(() => outcome('glossary'), PATIENT).toContain('Saved');
  expect((await rulesOf(site))?.glossary).toEqual([{ en: ['bet'], ru: ['ставка'] }, ...bettingGlossary.slice(1)]);
});

it('of two who edit a glossary the second is told, and keeps what they wrote until they look', TWO_PAGES, async () => {
  const site = await newSite();
  const pages = [await openPage(site), await openPage(site)] as const;
  const [rauf, olga] = pages;
  for (const [i, { part, field }] of pages.entries()) {
    await part('term-add').click();
    await field('English').fill(['stake', 'payout'][i] ?? '');
    await field('Russian').fill(['ставка', 'выплата'][i] ?? '');
  }
  await rauf.save.click();
  await expect.poll(() => rauf.outcome('glossary'), PATIENT).toContain('Saved');
  // Something else that she saves brings her the new rules, and takes nothing of hers away.
  await olga.press('own', 'Accept');
  await expect.poll(olga.providers, PATIENT).toEqual(['own']);
  await olga.save.click();
  await expect.poll(() => olga.outcome('glossary'), PATIENT).toContain('Somebody else changed this meanwhile');
  expect(await olga.field('English').inputValue()).toBe('payout');
  await olga.page.getByRole('button', { name: 'Show theirs instead' }).click();
  await expect.poll(() => olga.part('term').allTextContents(), PATIENT).toEqual(['stake · ставка']);
});

it('what is written and not saved is left only when asked', async () => {
  const { page, part, field, save } = await openPage(await newSite());
  const asked: string[] = [];
  let answer: 'accept' | 'dismiss' = 'dismiss';
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog[answer]();
  });
  const back = page.getByRole('link', { name: 'Back to the inbox' });
  await part('term-add').click();
  await field('English').fill('stake');
  await part('glossary-unsaved').waitFor();
  await back.click();
  await page.evaluate(() => history.back());
  await expect.poll(() => asked, PATIENT).toEqual(['confirm', 'confirm']);
  expect(await field('English').inputValue()).toBe('stake');
  expect(new URL(page.url()).pathname).toBe('/inbox/translation');
  await page.reload({ timeout: 1_000 }).catch(() => undefined);
  expect(asked).toEqual(['confirm', 'confirm', 'beforeunload']);

  // Saved, nobody is asked.
  await field('Russian').fill('ставка');
  await save.click();
  await expect.poll(() => part('glossary-unsaved').count(), PATIENT).toBe(0);
  await part('term').getByRole('button', { name: 'stake · ставка', exact: true }).click();
  await field('English').fill('stakes');
  answer = 'accept';
  await back.click();
  await part('list').waitFor();
  expect(asked).toHaveLength(4);
});

it('who administers no site is not led there, and finds nothing', async () => {
  const operator = await createOperator(db, [await newSite()], { name: 'Alesia' });
  const { page, part } = await openInbox(browser, relay.url, operator, { locale: 'en' });
  onTestFinished(() => page.context().close());
  await page.getByRole('button', { name: 'Account of Alesia' }).click();
  expect(await page.getByRole('link', { name: 'Translation' }).count()).toBe(0);
  await page.goto(`${relay.url}/inbox/translation`);
  await expect
    .poll(() => part('translation-page').textContent(), PATIENT)
    .toContain('Only an administrator may do this.');
});

it.each(['light', 'dark'] as const)('axe finds nothing in it in %s', async (colorScheme) => {
  const { page, part, press, providers, field } = await openPage(await newSite(), { colorScheme });
  await press('own', 'Accept');
  await expect.poll(providers, PATIENT).toEqual(['own']);
  await part('term-add').click();
  await field('English').fill('stake');
  await part('glossary-complaint').waitFor();
  expect(await axeFindings(page)).toEqual([]);
});
