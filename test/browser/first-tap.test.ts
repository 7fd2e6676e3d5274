/** What a player feels at the first tap, on a cheap phone and a poor line: 400 kbit/s, 400 ms, a quarter of the speed. */
import { describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { newPhone, type Slowness, slowDown, tap, watchTaps } from '../support/slow-phone.ts';
import { setStage } from '../support/stage.ts';

const { siteUrl } = await setStage();
const browser = await launchChromium();

const FEEDBACK_MAX_MS = 100;
const COLD_MAX_MS = 3_000;
const WARM_MAX_MS = 300;
const LAUNCHER = 'touchline-chat [data-part=launcher]';

describe('the first tap on a slow phone', { timeout: 60_000 }, () => {
  it('is answered at once, and soon one can write; at the next visit at once', async () => {
    const { cold, warm } = await visitTwice();
    process.stdout.write(
      `first tap: answer ${round(cold.feedbackMs)} ms, caret ${round(cold.caretMs)} ms cold, ${round(warm.caretMs)} ms warm\n`,
    );
    expect(cold.feedbackMs).toBeLessThanOrEqual(FEEDBACK_MAX_MS);
    expect(cold.caretMs).toBeLessThanOrEqual(COLD_MAX_MS);
    expect(warm.feedbackMs).toBeLessThanOrEqual(FEEDBACK_MAX_MS);
    expect(warm.caretMs).toBeLessThanOrEqual(WARM_MAX_MS);
  });

  it('the check fails when work stands in the way of the answer', async () => {
    const { cold } = await visitTwice({}, 150);
    expect(cold.feedbackMs).toBeGreaterThan(FEEDBACK_MAX_MS);
  });

  it('the check fails when the line is four times as slow, and when nothing is kept between visits', async () => {
    const { cold, warm } = await visitTwice({ latencyMs: 1_600, cache: false });
    expect(cold.caretMs).toBeGreaterThan(COLD_MAX_MS);
    expect(warm.caretMs).toBeGreaterThan(WARM_MAX_MS);
  });
});

async function visitTwice(slowness: Slowness = {}, stallMs = 0) {
  const phone = await newPhone(browser);
  const page = await phone.newPage();
  await watchTaps(page, { stallMs });
  await slowDown(page, slowness);
  const visit = async () => {
    await page.goto(`${siteUrl}/script-tag.html`);
    await page.locator(LAUNCHER).waitFor();
    return tap(page, LAUNCHER);
  };
  const cold = await visit();
  const warm = await visit();
  await phone.close();
  return { cold, warm };
}

const round = (ms: number) => Math.round(ms);
