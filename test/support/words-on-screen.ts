/** What somebody reads or hears on a page: visible texts, and the labels, titles and placeholders of what is visible. */
import type { Page } from 'playwright-core';

/** What people wrote, what is typed or copied, and names that each language has for itself. */
const NOT_OURS = '[data-part=text], [data-part=said], bdi, kbd, pre, option, .mono, .row-said, .offer-said, .menu > p';

export function wordsOnScreen(page: Page): Promise<string[]> {
  return page.evaluate((notOurs) => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element?.checkVisibility() || element.closest(notOurs)) continue;
      if (node instanceof Element) {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name) ?? '');
      } else found.push(node.textContent ?? '');
    }
    return [...new Set(found.map((text) => text.trim()).filter(Boolean))];
  }, NOT_OURS);
}
