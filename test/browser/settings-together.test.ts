/** Two administrators at the settings of one site at once: each sees what the other does, and nothing is overwritten unseen. */
import type { Site } from '@touchline/relay/sites/store.ts';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { openSettings, TWO_PAGES } from '../support/settings-screen.ts';

const { db } = await createTestDatabase();
const browser = await launchChromium();
const relay = await startTestRelay(db);
afterAll(() => relay.close());

async function openTwo(place: string) {
  const site = await createSite(db, {
    name: 'Fairplay',
    languages: ['en', 'be'],
    settings: { greeting: { en: 'Hello', be: 'Вітаем' }, notices: [], color: '#0b6e4f' },
  });
  const screens = [];
  for (const name of ['Alesia', 'Vera']) {
    const owner = await createOperator(db, [site], { name, role: 'admin' });
    const screen = await openSettings(browser, relay.url, owner, site, {
      place,
      viewport: { width: 1000, height: 800 },
    });
    onTestFinished(() => screen.page.context().close());
    screens.push(screen);
  }
  const [alesia, vera] = screens as [(typeof screens)[0], (typeof screens)[0]];
  const kept = async () =>
    (await db.query<Pick<Site, 'name' | 'settings'>>('select name, settings from sites where id = $1', [site.id]))
      .rows[0];
  return { site, alesia, vera, kept };
}

it('who edits nothing is shown the new values, and who changed what', TWO_PAGES, async () => {
  const { alesia, vera } = await openTwo('look');
  await vera.field('Name of the site').waitFor();
  await alesia.field('Name of the site').fill('Fair Play');
  await alesia.saved();
  await vera.part('settings-news').waitFor();
  expect(await vera.part('settings-news').textContent()).toMatch(/Alesia.*Name.*Fairplay.*Fair Play/);
  expect(await vera.field('Name of the site').inputValue()).toBe('Fair Play');
});

it('what does not overlap is merged by itself, and both is saved', TWO_PAGES, async () => {
  const { alesia, vera, kept } = await openTwo('texts');
  await vera.field('Belarusian').fill('Добры дзень');
  await alesia.field('English').fill('Good evening');
  await alesia.saved();
  await vera.part('settings-meeting').waitFor();
  expect(await vera.part('settings-meeting').textContent()).toMatch(/Alesia saved this.*Hello.*Good evening/);
  expect(await vera.part('meeting-choice').count()).toBe(0);
  expect(await vera.field('English').inputValue()).toBe('Good evening');
  await vera.saved();
  expect((await kept())?.settings.greeting).toEqual({ en: 'Good evening', be: 'Добры дзень' });
});

it('what overlaps is decided, and not saved before that', TWO_PAGES, async () => {
  const { alesia, vera, kept } = await openTwo('look');
  await vera.field('Name of the site').fill('Vera’s');
  await alesia.field('Name of the site').fill('Alesia’s');
  await alesia.saved();
  await vera.part('meeting-choice').waitFor();
  expect(await vera.part('meeting-choice').textContent()).toMatch(/Name.*Fairplay.*Vera’s.*Alesia’s/);
  expect(await vera.save.isDisabled()).toBe(true);
  expect(await vera.field('Name of the site').inputValue()).toBe('Vera’s');
  await vera.page.getByRole('button', { name: 'Keep mine' }).click();
  await vera.saved();
  expect((await kept())?.name).toBe('Vera’s');
  // And the other way round: now it is Alesia who has something unsaved.
  await alesia.field('Name of the site').fill('Again');
  await vera.field('Name of the site').fill('Vera once more');
  await vera.saved();
  await alesia.page.getByRole('button', { name: 'Take Vera’s' }).click();
  expect(await alesia.field('Name of the site').inputValue()).toBe('Vera once more');
  expect(await alesia.save.isDisabled()).toBe(true);
});

it('different sections do not meet', TWO_PAGES, async () => {
  const { alesia, vera, kept } = await openTwo('look');
  await alesia.field('Name of the site').fill('Fair Play');
  await vera.step('Texts');
  await vera.field('English').fill('Good evening');
  await alesia.saved();
  await vera.saved();
  expect(await vera.part('settings-meeting').count()).toBe(0);
  const { name, settings } = (await kept()) ?? {};
  expect([name, settings?.greeting]).toEqual(['Fair Play', { en: 'Good evening', be: 'Вітаем' }]);
});

it('who was not told in time is told when they save', TWO_PAGES, async () => {
  const { alesia, vera, kept } = await openTwo('look');
  await vera.field('Name of the site').fill('Vera’s');
  // Her page asks again only when she saves.
  await vera.page.route('**/settings', (route) => route.abort());
  await alesia.field('Name of the site').fill('Alesia’s');
  await alesia.saved();
  await vera.page.unroute('**/settings');
  await vera.save.click();
  await vera.part('meeting-choice').waitFor();
  expect((await kept())?.name).toBe('Alesia’s');
  await expect.poll(() => vera.save.isDisabled(), PATIENT).toBe(true);
});
