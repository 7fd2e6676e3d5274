/** What a player feels at the first tap, on a cheap phone and a poor line: 400 kbit/s, 400 ms, a quarter of the speed. */
import { describe, expect, it } from 'vitest';
import { launchWholeChromium } from '../support/chromium.ts';
import { newPhone, type Slowness, slowDown, type Tap, tap, watchTaps } from '../support/slow-phone.ts';
import { setStage } from '../support/stage.ts';

const { siteUrl } = await setStage();
const browser = await launchWholeChromium();

const FEEDBACK_MAX_MS = 100;
const COLD_MAX_MS = 3_000;
const WARM_MAX_MS = 300;
const LAUNCHER = 'touchline-chat [data-part=launcher]';

describe('the first tap on a slow phone', { timeout: 60_000 }, () => {
  it('is answered at once, and soon one can write; at the next visit at once', async () => {
    const [cold, ...warm] = await visits(4);
    // The best of three: what else this machine did at that moment is not ours.
    const caretMs = Math.min(...warm.map((tap) => tap.caretMs));
    const feedbackMs = Math.min(cold.feedbackMs, ...warm.map((tap) => tap.feedbackMs));
    const figures = [feedbackMs, cold.caretMs, caretMs].map(Math.round);
    process.stdout.write(`first tap: answer ${figures[0]} ms, caret ${figures[1]} ms cold, ${figures[2]} ms warm\n`);
    expect(feedbackMs).toBeLessThanOrEqual(FEEDBACK_MAX_MS);
    expect(cold.caretMs).toBeLessThanOrEqual(COLD_MAX_MS);
    expect(caretMs).toBeLessThanOrEqual(WARM_MAX_MS);
  });

  it('the check fails when work stands in the way of the answer', async () => {
    const [cold] = await visits(1, {}, 150);
    expect(cold.feedbackMs).toBeGreaterThan(FEEDBACK_MAX_MS);
  });

  it('the check fails when the line is far slower, and when nothing is kept between visits', async () => {
    const [cold] = await visits(1, { latencyMs: 3_000 });
    expect(cold.caretMs).toBeGreaterThan(COLD_MAX_MS);
    const [, second] = await visits(2, { cache: false });
    expect(second?.caretMs).toBeGreaterThan(WARM_MAX_MS);
  });
});

/** One phone, so many visits, one tap each. */
async function visits(times: number, slowness: Slowness = {}, stallMs = 0): Promise<[Tap, ...Tap[]]> {
  const phone = await newPhone(browser);
  const page = await phone.newPage();
  await watchTaps(page, { stallMs });
  const taps: Tap[] = [];
  while (taps.length < times) {
    await page.goto(`${siteUrl}/script-tag.html`);
    await page.locator(LAUNCHER).waitFor();
    const endSlowness = await slowDown(page, slowness);
    taps.push(await tap(page, LAUNCHER));
    await endSlowness();
  }
  await phone.close();
  return taps as [Tap, ...Tap[]];
}
