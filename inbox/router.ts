/**
 * The address bar as a signal, over the history API. Paths are relative to the inbox's own address:
 * `/waiting`, `/mine` … (a list, `?language=pl&topic=bets` narrows it), `/c/ID` (a conversation, `?message=12` at one of its
 * messages), `/setup` (first run), `/connection` (what stands between here and the relay), `/translation` (who translates,
 * for administrators), `/replies` (texts kept ready, for whoever may write them), and the office: `/floor`, `/reports`,
 * `/settings`, `/people`, `/keeping`, each with a way of its own behind it (`/settings/KEY/look`).
 */
import { signal } from '@preact/signals';
import type { DeskView, Narrowing } from '@touchline/shared/up.ts';
import { ID_PATTERN } from '@touchline/shared/wire.ts';
import { INBOX } from './address.ts';
import { narrowingOf, queryOf } from './queue/narrowing-query.ts';

export const VIEWS = [
  'waiting',
  'mine',
  'open',
  'escalated',
  'snoozed',
  'resolved',
  'all',
] as const satisfies readonly DeskView[];

export const OFFICE = ['floor', 'reports', 'settings', 'people', 'keeping'] as const;
export type OfficePage = (typeof OFFICE)[number];
const PAGES = ['setup', 'connection', 'translation', 'replies', ...OFFICE] as const;
export type Page = (typeof PAGES)[number];
export const isOffice = (page: string): page is OfficePage => OFFICE.some((name) => name === page);

export type Route =
  /** `view` null keeps the list that was shown last, and how it is narrowed. */
  | { page: 'desk'; view: DeskView | null; conversation: string | null; narrowed?: Narrowing; message?: number }
  /** `rest`: what stands behind the page in the address, `KEY/look?since=…`; the page reads it. */
  | { page: Page; rest?: string };

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
  const [way = '', query = ''] = path.split('?');
  const [first = '', second = ''] = way.split('/').filter(Boolean);
  const page = PAGES.find((name) => name === first);
  if (page) {
    const rest = path.replace(/^\/*\w+\/?/, '');
    return { page, ...(rest && { rest }) };
  }
  if (first === 'c' && ID_PATTERN.test(second)) {
    const message = Number(/^\d{1,9}$/.exec(new URLSearchParams(query).get('message') ?? '')?.[0] ?? 0);
    return { page: 'desk', view: null, conversation: second, ...(message > 0 && { message }) };
  }
  const view = VIEWS.find((name) => name === first) ?? null;
  const narrowed = narrowingOf(query);
  return { page: 'desk', view, conversation: null, ...(view && narrowed && { narrowed }) };
}

export function pathOf(to: Route): string {
  if (to.page !== 'desk') return to.rest ? `/${to.page}${to.rest.startsWith('?') ? '' : '/'}${to.rest}` : `/${to.page}`;
  if (to.conversation) return `/c/${to.conversation}${to.message ? `?message=${to.message}` : ''}`;
  return to.view ? `/${to.view}${queryOf(to.narrowed ?? {})}` : '/';
}

function pathWithin(href: string): string {
  const { pathname, search } = new URL(href);
  return pathname.slice(new URL(INBOX).pathname.length) + search;
}
