import { afterAll, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { openSettings } from '../support/settings-screen.ts';
import { settingsDesk } from '../support/settings-desk.ts';
const { db } = await createTestDatabase();
const browser = await launchChromium();
const relay = await startTestRelay(db);
afterAll(() => relay.close());
const PLACES = (process.env.PLACES ?? 'look,texts,languages,topics,notices,origins,install,keys,routing,hours,alerts,retention,history,copy').split(',');
const VIEWS = (process.env.VIEWS ?? 'desk-en-light,phone-ru-dark,desk-pl-dark,phone-en-light').split(',');
it('x', { timeout: 280000 }, async () => {
  const site = await createSite(db, { name: 'Fairplay', languages: ['en', 'be', 'pl', 'ar'], origins: ['https://fairplay.example', 'https://*.fairplay-mirror.example'],
    settings: { greeting: { en: 'Hello! How can we help?', be: 'Вітаем! Чым можам дапамагчы?' }, color: '#7c3aed', notices: [{ label: { en: '18+' } }, { label: { en: 'Licence', pl: 'Licencja' }, url: { en: 'https://fairplay.example/licence' } }], privacyUrl: { en: 'https://fairplay.example/privacy' } } });
  await createSite(db, { name: 'Other' });
  const vera = await settingsDesk(db, relay.url, site, { name: 'Vera' });
  await vera.settle('hours', { cover: { timeZone: 'Europe/Warsaw', shifts: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }, { days: [5, 6], from: '18:00', to: '02:00', languages: ['pl'] }] } });
  await vera.settle('look', { name: 'Fairplay Bet' });
  await vera.settle('origins', { origins: ['https://fairplay.example', 'http://m.fairplay.example'] });
  await vera.settle('topics', { topics: [{ topic: 'payments', urgency: 3 }, { topic: 'bets', urgency: 1 }, { topic: 'safer-gambling', urgency: 0 }, { topic: 'other', urgency: 0 }] });
  await vera.settle('texts', { greeting: { en: 'Hello! How can we help you today?', be: 'Вітаем!' , pl: 'Cześć!' } });
  await vera.settle('routing', { mode: 'offer', acceptMs: 45000, tiers: { vip: 2 } });
  await vera.revert('look', 1, 0);
  await vera.settle('alerts', { waiting: null });
  await vera.settle('retention', { conversationDays: 365 });
  const owner = await createOperator(db, [site], { name: 'Alesia', role: 'admin' });
  for (const view of VIEWS) {
    const [size, locale, colorScheme] = view.split('-') as [string, string, 'light' | 'dark'];
    const viewport = size === 'desk' ? { width: 1360, height: 860 } : { width: 360, height: 740 };
    const s = await openSettings(browser, relay.url, owner, site, { locale, colorScheme, viewport });
    s.page.on('pageerror', (m) => String(m).includes('sandboxed') || console.log('ERR', m));
    for (const place of PLACES) {
      await s.visit(place);
      await s.page.locator('.settings-body h1').waitFor();
      if (size === 'phone' && place === 'texts') await s.part('preview-open').click();
      if (await s.part('preview-frame').count()) await s.shown('panel').locator('.greeting').waitFor();
      await s.page.waitForTimeout(350);
      await s.page.screenshot({ path: `/tmp/set/${view}-${place}.png`, fullPage: false });
      if (size === 'phone') {
        await s.page.evaluate(() => document.querySelector('main')!.scrollTo(0, 520));
        await s.page.screenshot({ path: `/tmp/set/${view}-${place}-2.png` });
      }
    }
    await s.page.context().close();
  }
});
