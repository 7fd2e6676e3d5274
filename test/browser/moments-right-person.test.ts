/** Two brands, two players, one operator: what was begun for one is never sent to the other, nor what is out of date. */
import type { Site } from '@touchline/relay/sites/store.ts';
import type { BrowserContext } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { until } from '../support/conditions.ts';
import { carryTheFieldOver } from '../support/inbox-faults.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { atDesk } from '../support/shift.ts';
import { setStage } from '../support/stage.ts';
import { writtenTexts } from '../support/written.ts';

const { db, relay } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
const BRANDS = {
  fairplay: { name: 'Fairplay', color: '#1f6f43', rgb: 'rgb(31, 111, 67)' },
  winfield: { name: 'Winfield', color: '#b4237a', rgb: 'rgb(180, 35, 122)' },
};
const DRAFT = 'Your withdrawal of 500 EUR was';
const ON = 'and your bet stands';

const brandSite = ({ name, color }: (typeof BRANDS)['fairplay']) =>
  createSite(db, { name, settings: { notices: [], color } });

/** Zofia of the one brand and Adam of the other wait; a reply to Zofia has been begun. */
async function midDraft(plant?: (context: BrowserContext) => Promise<void>) {
  const fairplay = await brandSite(BRANDS.fairplay);
  const winfield = await brandSite(BRANDS.winfield);
  const zofia = await writingPlayer(relay.url, fairplay, { name: 'Zofia' }, 'where is my withdrawal?');
  const adam = await writingPlayer(relay.url, winfield, { name: 'Adam' }, 'does my bet stand?');
  const operator = await createOperator(db, [fairplay, winfield]);
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en' });
  onTestFinished(() => inbox.page.context().close());
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  await plant?.(inbox.page.context());
  if (plant) await inbox.page.reload();
  await inbox.show(zofia.conversation);
  await expect.poll(inbox.texts, PATIENT).toEqual(['where is my withdrawal?']);
  await inbox.page.keyboard.type(DRAFT);
  const brand = inbox.part('composer').locator('.brand');
  return {
    ...{ inbox, fairplay, winfield, zofia, adam },
    /** What stands at the composer. */
    brand: () =>
      brand.evaluate((shown) => {
        const dot = shown.querySelector('.brand-dot');
        return { name: shown.textContent, rgb: dot && getComputedStyle(dot).backgroundColor };
      }),
    isInSight: () => brand.isVisible(),
    colleague: async (site: Site) => atDesk(relay.url, await createOperator(db, [site], { name: 'Rauf' })),
    written: (of: typeof zofia) => writtenTexts(db, of.conversation),
  };
}
type Stage = Awaited<ReturnType<typeof midDraft>>;

/** In the middle of a word to the other brand's player, and sent there. */
async function goesOnWithAdam({ inbox, adam, written }: Stage): Promise<string[]> {
  await inbox.show(adam.conversation);
  await expect.poll(inbox.texts, PATIENT).toEqual(['does my bet stand?']);
  await inbox.page.keyboard.type(ON);
  await inbox.page.keyboard.press('Enter');
  await expect.poll(async () => (await written(adam)).length, PATIENT).toBe(2);
  return written(adam);
}

describe('a draft', () => {
  it('stays with its player over a change of brands, and whose brand speaks is in sight all the time', async () => {
    const stage = await midDraft();
    const { inbox, zofia, brand } = stage;
    const of = ({ name, rgb }: (typeof BRANDS)['fairplay']) => ({ name, rgb });
    expect(await brand()).toEqual(of(BRANDS.fairplay));
    expect(await stage.isInSight()).toBe(true);
    expect(await goesOnWithAdam(stage)).toEqual(['does my bet stand?', ON]);
    expect(await brand()).toEqual(of(BRANDS.winfield));
    expect(await stage.isInSight()).toBe(true);
    expect(await inbox.composer.inputValue()).toBe('');
    expect(await inbox.row(zofia.conversation).textContent()).toContain('Draft');
    await inbox.show(zofia.conversation);
    expect(await inbox.composer.inputValue()).toBe(DRAFT);
    expect(await brand()).toEqual(of(BRANDS.fairplay));
    expect(await stage.written(zofia)).toEqual(['where is my withdrawal?']);
  });

  it('the check fails where the field keeps its text', async () => {
    expect(await goesOnWithAdam(await midDraft(carryTheFieldOver))).toEqual(['does my bet stand?', DRAFT + ON]);
  });
});

describe('a reply that is out of date is stopped, and kept', () => {
  it('where the player has written on', async () => {
    const { inbox, zofia, written } = await midDraft();
    await zofia.write('forget it, it is here');
    await inbox.message('forget it, it is here').waitFor();
    await inbox.page.keyboard.press('Enter');
    await inbox.page.getByText('Not sent yet: the player wrote just now.').waitFor();
    expect(await inbox.composer.inputValue()).toBe(DRAFT);
    expect(await inbox.page.locator('[data-marked]').count()).toBe(1);
    expect(await written(zofia)).toEqual(['where is my withdrawal?', 'forget it, it is here']);
  });

  it('where a colleague has answered, and it is said who', async () => {
    const { inbox, zofia, fairplay, written, colleague } = await midDraft();
    const rauf = await colleague(fairplay);
    await rauf.answer(zofia.conversation, 'It was paid out today.');
    await inbox.page.getByText('Rauf').first().waitFor();
    await until('the field gives way to the colleague', async () => (await inbox.composer.count()) === 0);
    await inbox.page.keyboard.press('Enter');
    expect(await written(zofia)).toEqual(['where is my withdrawal?', 'It was paid out today.']);
    await rauf.command({ type: 'release', conversation: zofia.conversation });
    await inbox.composer.waitFor();
    expect(await inbox.composer.inputValue()).toBe(DRAFT);
  });

  it('also where the line was down while the colleague answered, and the reply was sent meanwhile', async () => {
    const { inbox, zofia, fairplay, written, colleague } = await midDraft();
    await inbox.page.context().setOffline(true);
    const rauf = await colleague(fairplay);
    await rauf.answer(zofia.conversation, 'It was paid out today.');
    await inbox.page.keyboard.press('Enter');
    await inbox.message(DRAFT).waitFor();
    await inbox.page.context().setOffline(false);
    await expect.poll(() => inbox.states().then((states) => states.at(-1)), PATIENT).toBe('failed');
    expect(await inbox.message(DRAFT).textContent()).toContain('a colleague is answering');
    expect(await written(zofia)).toEqual(['where is my withdrawal?', 'It was paid out today.']);
  });
});
