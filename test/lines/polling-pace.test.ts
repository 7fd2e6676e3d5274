/** How quick polling is, how much it asks while nothing happens, and when it ends. */
import { describe, expect, it } from 'vitest';
import { PATIENT } from '../support/chromium.ts';
import { PATIENT_WITH_SILENCE, setPollingStage } from '../support/polling-stage.ts';

const ROUNDS = 20;
/** Long enough for a poll without news to come back and the next to begin. */
const IDLE_MS = 30_000;

const { relay, proxy, same, isPolling, polls, meet } = await setPollingStage();

describe('over polling', () => {
  it('a message is on the other screen in a moment, and an idle client asks a few times a minute', {
    timeout: 120_000,
  }, async () => {
    const { chat, inbox, leave } = await meet('refuse', 'how quick is this?');
    const texts = ['how quick is this?'];
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [from, to] = round % 2 ? [inbox, chat] : [chat, inbox];
      texts.push(`round ${round}`);
      const seen = to.page.getByText(`round ${round}`, { exact: true }).first().waitFor();
      const before = performance.now();
      await from.send(`round ${round}`);
      await seen;
      took.push(performance.now() - before);
    }
    await same(chat, texts);
    took.sort((a, b) => a - b);
    await expect.poll(() => isPolling(2_000), PATIENT).toBe(false);
    const before = polls();
    await chat.page.waitForTimeout(IDLE_MS);
    const idle = polls() - before;
    console.info(
      `over polling, ${ROUNDS} messages from key to screen: median ${took[ROUNDS / 2]?.toFixed(0)} ms, worst ${took.at(-1)?.toFixed(0)} ms; ${idle} requests of two idle clients in ${IDLE_MS / 1000} s`,
    );
    expect(took[ROUNDS / 2]).toBeLessThan(1_000);
    // Both ask at least once in that time: none would mean that they are on another way.
    expect(idle).toBeGreaterThanOrEqual(2);
    expect(idle).toBeLessThanOrEqual(8);
    await leave();
  });

  it('goes back to WebSocket when one passes', async () => {
    const { chat, inbox, leave } = await meet('refuse', 'better soon');
    proxy.upgrades = 'pass';
    await expect.poll(() => inbox.connection.getAttribute('data-way'), PATIENT_WITH_SILENCE).toBe('socket');
    await inbox.send('better now');
    await same(chat, ['better soon', 'better now']);
    await leave();
  }, 60_000);
});

it('a relay that was down leaves nobody on polling', async () => {
  const { inbox, chat, leave } = await meet('pass', 'back in a moment');
  await relay.kill();
  await expect.poll(() => inbox.connection.getAttribute('data-state'), PATIENT).toBe('away');
  await relay.start();
  await expect.poll(() => inbox.connection.getAttribute('data-state'), PATIENT_WITH_SILENCE).toBe('ready');
  await expect.poll(() => inbox.connection.getAttribute('data-way'), PATIENT_WITH_SILENCE).toBe('socket');
  await inbox.send('back');
  await same(chat, ['back in a moment', 'back']);
  await expect.poll(() => isPolling(1_000), PATIENT).toBe(false);
  await leave();
}, 60_000);
