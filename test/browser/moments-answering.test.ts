/**
 * From the alarm to a sent reply that was kept ready: without a pointer, with at most six keys, and nothing on the screen
 * moves by itself, also not right after a key.
 */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchWholeChromium, PATIENT } from '../support/chromium.ts';
import { countHands, handsOn } from '../support/hands.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { rules } from '../support/shift.ts';
import { watchShifts } from '../support/shifts.ts';
import { setStage } from '../support/stage.ts';
import { writtenTexts } from '../support/written.ts';

const KEYS_MAX = 6;
const PAYOUT =
  'A withdrawal to a card takes up to one day, most of them a few minutes. If yours takes longer, send us its number and we will look into it at once.';
const KEPT = {
  bonus: 'Bonuses are paid out after the wager is met.',
  hello: 'Hello! How can I help?',
  limits: 'You can set limits yourself, under Account.',
  payout: PAYOUT,
  'proof-of-address': 'A bill of the last three months will do.',
  thanks: 'Thank you for waiting.',
};

const { db, relay } = await setStage({ origins: [TEST_ORIGIN] });
// Without a window a page is told of a pointer that nobody moved.
const browser = await launchWholeChromium();

async function atWork(mode: 'offer' | 'pick') {
  const site = await createSite(db, { name: 'Fairplay', routing: rules({ mode, acceptMs: 120_000 }) });
  for (const [shortcut, text] of Object.entries(KEPT)) {
    await db.query('insert into canned_replies (site_id, id, shortcut, texts) values ($1, $2, $3, $4)', [
      ...[site.id, newId(systemClock.now()), shortcut, { en: text }],
    ]);
  }
  const operator = await createOperator(db, [site]);
  // As it is for an operator who has chosen nothing.
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en', undoS: 3 });
  const context = inbox.page.context();
  onTestFinished(() => context.close());
  await countHands(context);
  await inbox.page.reload();
  await expect.poll(inbox.presence, PATIENT).toBe('online');
  return { site, inbox };
}

/** What was moved and pressed from the alarm on until the reply is in the log. */
async function answer({ site, inbox }: Awaited<ReturnType<typeof atWork>>) {
  const { page, part, composer } = inbox;
  const shifts = await watchShifts(page);
  const before = (await handsOn(page)).keys.length;
  const { conversation } = await writingPlayer(relay.url, site, { name: 'Zofia' }, 'where is my withdrawal?');
  await part('bell').and(page.locator('[data-rings=true]')).waitFor();
  await page.keyboard.press('y');
  await page.keyboard.press('/');
  await page.keyboard.press('p');
  await page.keyboard.press('a');
  await page.locator('[role=option][aria-selected=true]').getByText('/payout').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => composer.inputValue(), PATIENT).toBe(PAYOUT);
  await page.keyboard.press('Enter');
  await expect.poll(() => writtenTexts(db, conversation), PATIENT).toEqual(['where is my withdrawal?', PAYOUT]);
  await expect.poll(() => inbox.states(), PATIENT).toEqual(['received', 'sent']);
  const { keys, pointed } = await handsOn(page);
  return { keys: keys.slice(before), pointed, moved: await shifts() };
}

describe.each(['offer', 'pick'] as const)('where the mode is %s', (mode) => {
  it('a reply kept ready is sent with six keys, and nothing moves', async () => {
    const { keys, pointed, moved } = await answer(await atWork(mode));
    expect(keys.length).toBeLessThanOrEqual(KEYS_MAX);
    expect(pointed).toBe(0);
    expect(moved).toEqual([]);
  }, 60_000);

  it('so it is for the second one, with the first still open', async () => {
    const work = await atWork(mode);
    await answer(work);
    await work.inbox.page.keyboard.press('Escape');
    const { keys, pointed, moved } = await answer(work);
    expect(keys.length).toBeLessThanOrEqual(KEYS_MAX);
    expect(pointed).toBe(0);
    expect(moved).toEqual([]);
  }, 60_000);
});

it('control: a line that appears above the log moves it, and is told of', async () => {
  const work = await atWork('pick');
  const { page } = work.inbox;
  await page.addInitScript(() => {
    addEventListener('input', () => {
      document
        .querySelector('.thread-head')
        ?.before(Object.assign(document.createElement('p'), { textContent: 'Tip!' }));
    });
  });
  await page.reload();
  await expect.poll(work.inbox.presence, PATIENT).toBe('online');
  const { moved } = await answer(work);
  expect(moved.join()).toContain('thread');
}, 60_000);
