/**
 * What has moved on a page from now on, by the browser's own account (layout-shift): also what moved right after a key,
 * which the score of a page leaves out. A sentence for each.
 */
import type { Page } from 'playwright-core';

type Shift = PerformanceEntry & {
  value: number;
  sources: { node: Element | null; previousRect: DOMRect; currentRect: DOMRect }[];
};

export async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    const nameOf = (node: Node | null) => {
      const element = node instanceof Element ? node : node?.parentElement;
      return element
        ? `${element.localName}.${element.getAttribute('data-part') ?? element.className}`
        : 'something gone';
    };
    const observer = new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as Shift[]) {
        const moved = sources.map(({ node, previousRect: from, currentRect: to }) => {
          return `${nameOf(node)} from ${from.x},${from.y} to ${to.x},${to.y}`;
        });
        seen.push(`${value.toFixed(5)}: ${moved.join('; ')}`);
      }
    });
    observer.observe({ type: 'layout-shift' });
    Object.assign(globalThis, { shifts: seen });
  });
  return () =>
    page.evaluate(async () => {
      // An entry is queued with the frame in which something moved, and told of after it.
      for (let frame = 0; frame < 3; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
      await new Promise((told) => setTimeout(told));
      return (globalThis as unknown as { shifts: string[] }).shifts;
    });
}
