/** A program with a key, as its author would write it. */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { createSite } from './relay.ts';
import { settingsDesk } from './settings-desk.ts';

type Asked = { name?: string; at?: string };

/** `owner` has made the key, on a site of its own or on this one. */
export async function program(db: Database, url: string, scopes: readonly string[], on?: Site) {
  const site = on ?? (await createSite(db));
  const owner = await settingsDesk(db, url, site);
  const made = await owner.ask<{ id: string; token: string }>('POST', 'api-keys', { name: 'Bot', scopes, days: 1 });

  async function send(method: string, path: string, init: { headers?: object; body?: BodyInit } = {}, at = url) {
    return fetch(`${at}/api/${path}`, {
      method,
      ...init,
      headers: { authorization: `Bearer ${made.token}`, ...init.headers },
    });
  }

  /** By a path below `/api/`. */
  async function call(method: string, path: string, body?: object, { name = '', at = url }: Asked = {}) {
    const headers = { ...(body && { 'content-type': 'application/json' }), ...(name && { 'idempotency-key': name }) };
    const response = await send(method, path, { headers, ...(body && { body: JSON.stringify(body) }) }, at);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
  }

  /** By a path below its site's. */
  const ask = (method: string, path: string, body?: object, asked?: Asked) =>
    call(method, `sites/${site.id}/${path}`, body, asked);

  return { site, owner, key: made.id, token: made.token, send, call, ask };
}
