/** A conversation of two thousand messages in the inbox: what it costs is what is on the screen. */
import { systemClock } from '@touchline/shared/clock.ts';
import { expect, it, onTestFinished } from 'vitest';
import { launchWholeChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { writeHistory } from '../support/long-history.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchWholeChromium();

it('comes whole to who scrolls up, stays put under them, opens again with its end, and is left alone while one types', async () => {
  const { conversation } = await writingPlayer(relay.url, site, {}, 'the first of all');
  const other = await writingPlayer(relay.url, site, {}, 'somebody else');
  await relay.kill();
  await writeHistory(db, conversation, { count: 2_000, everyMs: 60_000, lastAt: systemClock.now() });
  await relay.start();
  const alesia = await openInbox(browser, relay.url, await createOperator(db, [site], { name: 'Alesia' }));
  onTestFinished(() => alesia.page.context().close());
  await alesia.visit(conversation);
  await expect.poll(() => alesia.messages.count(), PATIENT).toBeGreaterThan(20);
  const thread = alesia.part('thread');

  await expect
    .poll(
      async () => {
        await thread.evaluate((frame) => frame.scrollTo(0, 0));
        return alesia.messages.count();
      },
      { ...PATIENT, timeout: 60_000 },
    )
    .toBe(2_001);
  expect(new Set(await alesia.seqs()).size).toBe(2_001);

  await alesia.show(other.conversation);
  await expect.poll(() => alesia.texts(), PATIENT).toEqual(['somebody else']);
  await alesia.show(conversation);
  await expect.poll(() => alesia.messages.count(), PATIENT).toBeGreaterThan(20);
  expect(await alesia.messages.count()).toBeLessThan(200);
  const { top, height, whole } = await thread.evaluate((frame) => ({
    top: frame.scrollTop,
    height: frame.clientHeight,
    whole: frame.scrollHeight,
  }));
  expect(whole - top - height).toBeLessThan(2);

  await thread.evaluate((frame) => {
    const watch = new MutationObserver((changes) => {
      frame.dataset.changes = String(Number(frame.dataset.changes ?? 0) + changes.length);
    });
    watch.observe(frame, { childList: true, subtree: true, characterData: true });
  });
  await alesia.composer.pressSequentially('a reply of some length');
  expect(await thread.getAttribute('data-changes')).toBeNull();
}, 120_000);
