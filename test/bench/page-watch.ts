/** What a page in Chromium takes for something, by the page's own clocks: nothing here waits for a message to this process. */
import type { Page } from 'playwright-core';

type Watching = {
  paintedMs: number[];
  longTasksMs: number[];
  /** Ready for the next: what stands there now is not what is waited for. */
  arm(): void;
};
type Watched = typeof globalThis & { watching: Watching };

/**
 * From a key or a click to the frame that shows what it asked for: the frame after the one in which there is another thread
 * than before, with a message in it. The key `q`, which means nothing to the inbox, asks for nothing but a frame.
 */
export async function watchOpening(page: Page): Promise<void> {
  await page.evaluate(() => {
    const thread = () => document.querySelector('[data-part=thread]');
    let shown = thread();
    const watching: Watching = {
      paintedMs: [],
      longTasksMs: [],
      arm() {
        shown = thread();
      },
    };
    (globalThis as Watched).watching = watching;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watching.longTasksMs.push(duration);
    }).observe({ type: 'longtask' });
    const painted = (from: number) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => watching.paintedMs.push(performance.now() - from);
      port2.postMessage(null);
    };
    const isAnother = () => thread() !== shown && thread()?.querySelector('[data-part=message]') !== null;
    const once = (isThere: () => boolean, from: number) => {
      const look = () => (isThere() ? painted(from) : void requestAnimationFrame(look));
      requestAnimationFrame(look);
    };
    addEventListener('click', ({ timeStamp }) => once(isAnother, timeStamp), { capture: true });
    addEventListener('keydown', ({ key, timeStamp }) => once(key === 'q' ? () => true : isAnother, timeStamp), {
      capture: true,
    });
  });
}

/** Does it, and waits until it was painted: in ms. */
export async function timeOf(page: Page, act: () => Promise<void>): Promise<number> {
  const before = await page.evaluate(() => {
    const { watching } = globalThis as Watched;
    watching.arm();
    return watching.paintedMs.length;
  });
  await act();
  const shown = await page.waitForFunction((count) => (globalThis as Watched).watching.paintedMs[count], before);
  return Number(await shown.jsonValue());
}

/** Of more than 50 ms each, since the watching began. */
export function longTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis as Watched).watching.longTasksMs);
}
