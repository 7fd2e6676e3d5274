/**
 * The address bar as a signal, over the history API. Paths are relative to the inbox's own address:
 * `/waiting`, `/mine`, `/open`, `/resolved` (a list), `/c/ID` (a conversation), `/setup` (first run),
 * `/connection` (what stands between here and the relay), `/translation` (who translates, for administrators),
 * `/replies` (texts kept ready, for whoever may write them).
 */
import { signal } from '@preact/signals';
import type { DeskView } from '@touchline/shared/up.ts';
import { ID_PATTERN } from '@touchline/shared/wire.ts';
import { INBOX } from './address.ts';

export const VIEWS = ['waiting', 'mine', 'open', 'resolved'] as const satisfies readonly DeskView[];

const PAGES = ['setup', 'connection', 'translation', 'replies'] as const;
type Page = (typeof PAGES)[number];

export type Route =
  /** `view` null keeps the list that was shown last. */
  { page: 'desk'; view: DeskView | null; conversation: string | null } | { page: Page };

export const route = signal<Route>({ page: 'desk', view: null, conversation: null });

let mayLeave = () => true;

/** Before another page is shown, `ask` is: false keeps this one. Returns how to end that. */
export function askBeforeLeaving(ask: () => boolean): () => void {
  mayLeave = ask;
  return () => {
    mayLeave = () => true;
  };
}

export function go(to: Route, { replace = false } = {}): void {
  if (!mayLeave()) return;
  const url = hrefOf(to);
  if (url !== location.href) history[replace ? 'replaceState' : 'pushState'](null, '', url);
  route.value = to;
}

export function hrefOf(to: Route): string {
  return INBOX + pathOf(to);
}

/** Takes over plain clicks on links into the inbox; everything else stays the browser's. */
export function startRouter(): void {
  const read = () => {
    route.value = parseRoute(pathWithin(location.href));
  };
  addEventListener('popstate', () => {
    // The browser has gone there already.
    if (mayLeave()) read();
    else history.pushState(null, '', hrefOf(route.value));
  });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || !link.href.startsWith(`${INBOX}/`)) return;
    event.preventDefault();
    go(parseRoute(pathWithin(link.href)));
  });
  read();
}

/** The first-run or reset token stands in the fragment; it leaves the address bar and the history at once. */
export function takeToken(): string | null {
  const token = decodeURIComponent(location.hash.slice(1));
  if (!token || parseRoute(pathWithin(location.href)).page !== 'setup') return null;
  history.replaceState(null, '', location.pathname);
  return token;
}

export function parseRoute(path: string): Route {
  const [first = '', second = ''] = path.split('/').filter(Boolean);
  const page = PAGES.find((name) => name === first);
  if (page) return { page };
  if (first === 'c' && ID_PATTERN.test(second)) return { page: 'desk', view: null, conversation: second };
  const view = VIEWS.find((name) => name === first) ?? null;
  return { page: 'desk', view, conversation: null };
}

export function pathOf(to: Route): string {
  if (to.page !== 'desk') return `/${to.page}`;
  if (to.conversation) return `/c/${to.conversation}`;
  return to.view ? `/${to.view}` : '/';
}

function pathWithin(href: string): string {
  return new URL(href).pathname.slice(new URL(INBOX).pathname.length);
}
