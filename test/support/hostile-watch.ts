/** Watches a browser for texts that became code: see hostile-texts.ts. */
import type { BrowserContext, Page } from 'playwright-core';
import { CANARY } from './hostile-texts.ts';

/** What happened in a context's pages, in words; empty is good. */
export async function watchForCode(context: BrowserContext): Promise<string[]> {
  const found: string[] = [];
  await context.exposeFunction('pwned', (which: unknown) => void found.push(`text ${which} ran`));
  context.on('request', (request) => {
    if (request.url().startsWith(CANARY)) found.push(`asked for ${request.url()}`);
  });
  context.on('page', (page) => {
    page.on('dialog', (dialog) => {
      found.push(`a dialog: ${dialog.message()}`);
      dialog.dismiss().catch(() => {});
    });
  });
  return found;
}

/**
 * What stands in a page, shadow roots included, that only a text made into markup could have put there: handlers,
 * foreign frames and scripts, links that are no web addresses.
 */
export function strangeMarkup(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        const handler = element.getAttributeNames().find((name) => name.startsWith('on'));
        if (handler) found.push(`${element.localName} has ${handler}`);
        if (/^(iframe|object|embed|base|marquee|math|frame|applet)$/.test(element.localName)) {
          found.push(`there is a ${element.localName}`);
        }
        const address = element.localName === 'a' && `${element.getAttribute('href')}`;
        if (address && !/^(https?:|blob:)/.test(new URL(address, location.href).href))
          found.push(`a link to ${address}`);
        if (element.localName === 'script' && !(element as HTMLScriptElement).src?.startsWith?.('http')) {
          if (element.textContent?.includes('pwned')) found.push('a script of ours has a hostile text in it');
        }
      }
    };
    look(document);
    return [...new Set(found)];
  });
}
