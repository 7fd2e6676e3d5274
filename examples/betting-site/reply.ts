import type { Html } from './html.ts';
import type { Settings } from './settings.ts';

/** An answer as data, so that routes stay functions one can call in a test. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export const replies = {
  page: (markup: Html, csp: string, status = 200): Reply => replies.document(markup.markup, csp, status),
  document: (body: string, csp: string, status = 200): Reply => ({
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': csp,
      'cache-control': 'no-store',
    },
    body,
  }),
  json: (status: number, value: unknown): Reply => ({
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  }),
  file: (type: string, body: Buffer | string): Reply => ({
    status: 200,
    headers: { 'content-type': type, 'cache-control': 'no-cache' },
    body,
  }),
  redirect: (location: string, headers: Record<string, string> = {}): Reply => ({
    status: 303,
    headers: { ...headers, location, 'cache-control': 'no-store' },
    body: '',
  }),
  empty: (status: number, headers: Record<string, string> = {}): Reply => ({ status, headers, body: '' }),
};

export const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

/**
 * The policy of every page: the site's own files and the chat, nothing inline. These are the lines a customer adds for
 * the chat: the relay in script-src, img-src and connect-src, there a second time as a socket, because `https://relay` does
 * not cover `wss://relay`.
 */
export function contentSecurityPolicy({ chatUrl }: Pick<Settings, 'chatUrl'>): string {
  const relay = new URL(chatUrl).origin;
  return [
    "default-src 'none'",
    `script-src 'self' ${relay}`,
    `connect-src 'self' ${relay} ${socketOrigin(relay)}`,
    `img-src 'self' ${relay}`,
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function socketOrigin(origin: string): string {
  return origin.replace(/^http/, 'ws');
}
