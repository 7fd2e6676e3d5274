/** Whether browsers reach this very installation at PUBLIC_URL: pages, the launcher with its headers, and sockets. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queryable } from '../../platform/postgres.ts';
import { ask, askForSocket } from './asking.ts';
import { type Finding, ok, warning, wrong } from './finding.ts';

type Deps = { publicUrl: string; widgetDist: string; db: Queryable | null };
type Site = { key: string; origins: string[] };

export async function checkPublicAddress({ publicUrl, widgetDist, db }: Deps): Promise<Finding[]> {
  const alive = await checkAlive(publicUrl);
  if (alive) return [alive];
  const launcher = await checkLauncher(publicUrl, widgetDist);
  const site = db && (await oneSite(db));
  if (!site) return [launcher];
  return [launcher, ...(await checkSite(publicUrl, site))];
}

async function checkAlive(publicUrl: string): Promise<Finding | null> {
  const { status, text, failure } = await ask(`${publicUrl}/ready`);
  if (failure) {
    return wrong(
      `PUBLIC_URL ${publicUrl} cannot be reached from here (${failure})`,
      'start the relay and the proxy, and see that PUBLIC_URL, its name (DNS) and its certificate are right',
    );
  }
  if (status >= 300 && status < 400) {
    return wrong(`PUBLIC_URL ${publicUrl} leads elsewhere (${status})`, 'write the address to which it leads');
  }
  if (status === 200 && /"status":"(ready|degraded)"/.test(text)) return null;
  const isRelay = text.includes('"error"');
  return wrong(
    `PUBLIC_URL ${publicUrl} answers /ready with ${status}`,
    isRelay ? 'see the log of the relay, whose database may be lost' : 'let the proxy pass this path on to the relay',
  );
}

async function checkLauncher(publicUrl: string, widgetDist: string): Promise<Finding> {
  const what = `${publicUrl}/widget.js`;
  const { status, headers, text } = await ask(what);
  if (status !== 200) return wrong(`${what} is answered with ${status}`, 'let the proxy pass it on to the relay');
  const lacking = [
    !headers.get('content-type')?.includes('javascript') && 'content-type: text/javascript',
    headers.get('access-control-allow-origin') !== '*' && 'access-control-allow-origin: *',
    headers.get('cross-origin-resource-policy') !== 'cross-origin' && 'cross-origin-resource-policy: cross-origin',
  ].filter(Boolean);
  if (lacking.length > 0) {
    return wrong(`${what} comes without ${lacking.join(' and ')}`, 'let the proxy keep the headers of the relay');
  }
  const own = await readFile(join(widgetDist, 'widget.js'), 'utf8').catch(() => text);
  if (own === text) return ok(`${what} is the launcher of this release`);
  return warning(
    `${what} is the launcher of another build`,
    'start the relays again after npm run build, and empty what caches it',
  );
}

async function checkSite(publicUrl: string, { key, origins }: Site): Promise<Finding[]> {
  const { status, text } = await ask(`${publicUrl}/sites/${key}/start`);
  if (status !== 200) {
    const isForeign = text.includes('"unknown-site"');
    return [
      isForeign
        ? wrong(
            `At ${publicUrl} another installation answers, which does not know the site ${key}`,
            'correct PUBLIC_URL, or DATABASE_URL and DATA_DIR',
          )
        : wrong(`The start of the site ${key} is answered with ${status}`, 'see the log of the relay'),
    ];
  }
  const [origin] = origins;
  if (!origin) return [];
  const socket = `${publicUrl.replace(/^http/, 'ws')}/socket?site=${key}`;
  const reason = await askForSocket(socket, origin.replace('*', 'doctor'));
  if (reason === null) return [ok(`Browsers reach this installation at ${publicUrl}, by WebSocket too`)];
  return [
    warning(
      `At ${publicUrl} no WebSocket comes through (${reason}), so everybody polls, which is slower`,
      'let the proxy pass Upgrade and Connection on, by HTTP/1.1',
    ),
  ];
}

/** One that pages can open, if there is one. */
async function oneSite(db: Queryable): Promise<Site | null> {
  const { rows } = await db.query<Site>(
    'select key, origins from sites order by cardinality(origins) > 0 desc, created_at limit 1',
  );
  return rows[0] ?? null;
}
