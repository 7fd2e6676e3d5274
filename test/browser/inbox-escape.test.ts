/** A key pressed right behind an Escape is neither lost nor undone by what the Escape has closed. */
import type { BrowserContext } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { hearEscapeLate } from '../support/inbox-faults.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
const TIMES = 50;

/** Dialogs by the key that opens each: two are one dialog with other things in it, one is another. */
const DIALOGS = [
  { key: 'l', shows: '.tag-editor' },
  { key: 'p', shows: '[data-choice=urgent]' },
  { key: '?', shows: '.help h2' },
] as const;

/** Opens one after the other, each behind an Escape; returns how often it was not the one that was asked for. */
async function lostKeys(plant?: (context: BrowserContext) => Promise<void>): Promise<number> {
  const { conversation } = await writingPlayer(relay.url, site, {}, 'hello');
  const { page, visit } = await openInbox(browser, relay.url, await createOperator(db, [site]), { locale: 'en' });
  onTestFinished(() => page.context().close());
  await plant?.(page.context());
  await visit(conversation);
  // Each has been there once: the first time of each its file is waited for, which is another story.
  for (const { key, shows } of DIALOGS) {
    await page.keyboard.press(key);
    await page.locator(shows).waitFor();
    await page.keyboard.press('Escape');
    await page.locator(shows).waitFor({ state: 'detached' });
  }
  await page.keyboard.press(DIALOGS[0].key);
  await page.locator(DIALOGS[0].shows).waitFor();
  let lost = 0;
  for (let time = 0; time < TIMES; time++) {
    const { key, shows } = DIALOGS[(time + 1) % DIALOGS.length] as (typeof DIALOGS)[number];
    // Both are on their way before either is answered.
    await Promise.all([page.keyboard.press('Escape'), page.keyboard.press(key)]);
    const isShown = await page.evaluate(async (selector) => {
      // Whatever the Escape still has in store has come by then.
      for (let frame = 0; frame < 3; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
      return document.querySelector(selector)?.closest('dialog')?.open === true;
    }, shows);
    if (!isShown) lost++;
  }
  return lost;
}

it('fifty times, each is obeyed', async () => {
  expect(await lostKeys()).toBe(0);
}, 60_000);

it('control: of dialogs that hear of Escape when they are told of their end, some are lost', async () => {
  expect(await lostKeys(hearEscapeLate)).toBeGreaterThan(0);
}, 60_000);
