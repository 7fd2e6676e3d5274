/** axe-core on a page as it stands, animations over: a sentence for each element that breaks a rule. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { playerScreen } from './player-screen.ts';

export async function axeFindings(page: Page): Promise<string[]> {
  const { host, still } = playerScreen(page);
  if (await host.count()) await still();
  // One that is called off is over too.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const results = await (window as unknown as { axe: typeof axe }).axe.run();
    return results.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
    }));
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary}`),
  );
}
