/**
 * Where the relay is. Everything is relative to BASE, the prefix the relay is served under (`/`, `/support/` …),
 * and BASE is read from this script's own address, `BASE/inbox/assets/NAME.js`: the page's path cannot tell,
 * because a prefix may itself contain `inbox`.
 */
export const BASE = baseOf(import.meta.url);
export const INBOX = new URL('inbox', BASE).href;

export function apiUrl(path: string): string {
  return new URL(`api/${path}`, BASE).href;
}

export const socketUrl = () => socketOf(BASE);
export const pollUrl = () => new URL('inbox/poll', BASE).href;

export function socketOf(base: string): string {
  const url = new URL('inbox/socket', base);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** `https://host/support/inbox/assets/main-x.js` → `https://host/support/`. */
export function baseOf(script: string): string {
  return new URL('../../', script).href;
}
