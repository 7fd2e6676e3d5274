/** What a person's hands have done to a page since it was opened: which keys went down, and how often a pointer was used. */
import type { BrowserContext, Page } from 'playwright-core';

type Hands = { keys: string[]; pointed: number };

export async function countHands(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const hands: Hands = { keys: [], pointed: 0 };
    addEventListener('keydown', ({ key }) => hands.keys.push(key), { capture: true });
    for (const kind of ['pointermove', 'pointerdown', 'mousedown', 'wheel', 'touchstart']) {
      addEventListener(kind, () => hands.pointed++, { capture: true });
    }
    Object.assign(globalThis, { hands });
  });
}

export const handsOn = (page: Page) => page.evaluate(() => (globalThis as unknown as { hands: Hands }).hands);
