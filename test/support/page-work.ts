import type { Page } from 'playwright-core';

/** Of the page's main thread, by its own clock, which stands still while others use the machine. */
export async function workOf(page: Page, work: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
  };
  const before = await busy();
  await work();
  const ms = (await busy()) - before;
  await session.detach();
  return ms;
}
