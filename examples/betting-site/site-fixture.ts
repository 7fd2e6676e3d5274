import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoPlayers, type Player } from './players.ts';
import { createSessions } from './sessions.ts';
import { readSettings } from './settings.ts';
import { createSite } from './site.ts';
import { readStaticFiles } from './static-files.ts';

export const SECRET = 'a secret of at least thirty-two characters';

/** A site on a free port, for tests: `get` and `post` speak real HTTP to it and follow no redirect. */
export async function startSite(env: Record<string, string> = {}, players: readonly Player[] = demoPlayers) {
  const settings = readSettings({ CHAT_SECRET: SECRET, CHAT_URL: 'https://chat.example.com', ...env });
  const files = readStaticFiles(settings);
  const server = createServer(
    createSite({ settings, players, sessions: createSessions(), files, now: () => new Date() }),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(url + path, { headers, redirect: 'manual' });
  const post = (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(url + path, { method: 'POST', headers, body: new URLSearchParams(form), redirect: 'manual' });
  return {
    get,
    post,
    /** Logs in and returns the cookie. */
    async logIn(player: string): Promise<string> {
      const response = await post('/login', { player });
      return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    },
    async close(): Promise<void> {
      await new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
    },
  };
}
