/** A cheap phone on a poor line, by Chromium's own throttling; and what its user feels, measured in the page. */
import type { Browser, BrowserContext, Page } from 'playwright-core';

export type Slowness = {
  latencyMs?: number;
  cpuTimes?: number;
  /** False keeps nothing from one visit to the next. */
  cache?: boolean;
};

export function newPhone(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    locale: 'en',
    viewport: { width: 360, height: 640 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
}

const BYTES_PER_SECOND = 400_000 / 8;

/** Returns how to end it. */
export async function slowDown(page: Page, { latencyMs = 400, cpuTimes = 4, cache = true }: Slowness = {}) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: latencyMs,
    downloadThroughput: BYTES_PER_SECOND,
    uploadThroughput: BYTES_PER_SECOND,
  });
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: !cache });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuTimes });
  return () => devtools.detach();
}

/** From the finger off the glass, as browsers count it (how long it rests there is its owner's): until something of the chat is painted, and until one can write. */
export type Tap = { feedbackMs: number; caretMs: number };

/** To be called before the page is loaded. `stallMs`: the defect to plant, work that stands in the way of the answer. */
export async function watchTaps(page: Page, { stallMs = 0 } = {}): Promise<void> {
  await page.addInitScript((stall) => {
    const taps: { at: number; feedback?: number; caret?: number }[] = [];
    Object.defineProperty(window, '__taps', { value: taps });
    addEventListener('pointerup', ({ timeStamp }) => taps.push({ at: timeStamp }), true);
    addEventListener('click', () => {
      const end = performance.now() + stall;
      while (performance.now() < end);
    });
    const last = () => taps[taps.length - 1];
    const look = () => {
      const tap = last();
      const host = document.querySelector('touchline-chat');
      const box = host?.shadowRoot?.lastElementChild?.getBoundingClientRect();
      // As large as the phone. Painted when the frame that found it so is over.
      const isShown = box && box.width >= innerWidth && box.height >= innerHeight * 0.9;
      if (tap && !tap.feedback && isShown) setTimeout(() => (tap.feedback ??= performance.now() - tap.at));
      // Its `focusin` stays within the shadow root when the launcher had the focus before.
      if (tap && host?.shadowRoot?.activeElement?.matches('textarea')) tap.caret ??= performance.now() - tap.at;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, stallMs);
}

export async function tap(page: Page, selector: string): Promise<Tap> {
  await page.tap(selector);
  const handle = await page.waitForFunction(() => {
    const taps = (window as unknown as { __taps: { feedback?: number; caret?: number }[] }).__taps;
    const last = taps[taps.length - 1];
    return last?.feedback && last.caret ? { feedbackMs: last.feedback, caretMs: last.caret } : null;
  });
  return handle.jsonValue() as Promise<Tap>;
}
