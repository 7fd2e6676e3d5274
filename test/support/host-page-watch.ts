/** What a page is like apart from the chat on it, and what the chat costs it: measured in the page. */
import type { Page, Request } from 'playwright-core';

/** Markup without the chat's element and script tag, and the names that scripts can see. */
export function contentsOf(page: Page): Promise<{ markup: string; globals: string[]; prototypes: string[] }> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    for (const ours of copy.querySelectorAll('touchline-chat, script[data-site]')) ours.remove();
    const builtins = [Object, Array, String, Promise, Element, Node, Document, Window, EventTarget, Storage, WebSocket];
    return {
      markup: copy.outerHTML,
      globals: Object.getOwnPropertyNames(window).sort(),
      prototypes: builtins.map((each) => Object.getOwnPropertyNames(each.prototype).sort().join()),
    };
  });
}

/** Sizes, places and letters of the chat as they are computed. */
export function looksOf(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(() => {
    const root = document.querySelector('touchline-chat')?.shadowRoot;
    const wanted = ['launcher', 'panel', 'composer', 'send', 'message', 'text', 'footer'];
    return Object.fromEntries(
      wanted.map((part) => {
        const element = root?.querySelector(`[data-part=${part}]`);
        if (!element) return [part, null];
        const { x, y, width, height } = element.getBoundingClientRect();
        const { display, fontSize, fontFamily, color, backgroundColor, padding, borderRadius } =
          getComputedStyle(element);
        const box = [x, y, width, height].map(Math.round);
        return [part, { box, display, fontSize, fontFamily, color, backgroundColor, padding, borderRadius }];
      }),
    );
  });
}

/** To be called before the page is loaded; `costs` are those until now. */
export async function watchCosts(page: Page): Promise<{ costs(): Promise<{ shift: number; longTasksMs: number[] }> }> {
  await page.addInitScript(() => {
    const seen = { shift: 0, longTasksMs: [] as number[] };
    Object.defineProperty(window, '__costs', { value: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longTasksMs.push(Math.round(duration));
    }).observe({ type: 'longtask' });
  });
  type Costs = { __costs: { shift: number; longTasksMs: number[] } };
  return { costs: () => page.evaluate(() => (window as unknown as Costs).__costs) };
}

/** Requests to the relay, as paths, in order. */
export function watchRequests(page: Page, relayUrl: string): { paths: string[] } {
  const paths: string[] = [];
  const note = (request: Request) => {
    if (request.url().startsWith(relayUrl)) paths.push(new URL(request.url()).pathname);
  };
  page.on('request', note);
  return { paths };
}

/** Everything that this browser keeps for the page. */
export async function storedBy(page: Page): Promise<Record<string, unknown>> {
  const cookies = await page.context().cookies();
  const rest = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  return { cookies: cookies.map(({ name }) => name), ...rest };
}

export const NOTHING_STORED = { cookies: [], local: [], session: [], databases: [], caches: [], workers: 0 };
