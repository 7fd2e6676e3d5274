/** What axe-core has to say against a page as it stands, a line for each element. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${JSON.stringify(target)}`));
  });
}
