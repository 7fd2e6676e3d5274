/**
 * Opens a page of a customer's, and nothing else: it must not become a way into the network that the relay stands in.
 * So the address has to be one that the whole world can reach, looked up once and connected to as it was looked up;
 * redirects are handed back, not followed; and it ends after a few seconds and a few megabytes.
 */
import { lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

export type Fetched = { status: number; type: string; location: string | null; policies: string[]; body: string };
/** `why` is for the site's developer: one short line. */
export class FetchError extends Error {
  override name = 'FetchError';
}

const PATIENCE_MS = 8_000;
const BODY_MAX_BYTES = 2 * 1024 * 1024;

/** `local`: this installation tries itself out on one machine, where its pages are. */
export function fetchPage(address: URL, { local }: { local: boolean }): Promise<Fetched> {
  const host = address.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !isReachable(host, local)) return Promise.reject(new FetchError(`${host} is not a public address`));
  return new Promise((resolve, reject) => {
    const request = (address.protocol === 'https:' ? requestHttps : requestHttp)(address, {
      // A line of its own: one that somebody left open was looked up for another purpose.
      agent: false,
      lookup: lookupOf(local),
      signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { accept: 'text/html', 'accept-encoding': 'identity', 'user-agent': 'Touchline page check' },
    });
    request.on('response', (response) => resolve(read(response)));
    request.on('error', (error: NodeJS.ErrnoException) => {
      reject(
        new FetchError(error.name === 'TimeoutError' ? 'it did not answer in time' : (error.code ?? error.message)),
      );
    });
    // Who answers with another protocol neither answers nor fails.
    request.on('close', () => reject(new FetchError('it closed the line')));
    request.end();
  });
}

/** Only what everybody can reach; in one's own trial also this machine. */
function isReachable(ip: string, local: boolean): boolean {
  const range = ipaddr.process(ip).range();
  return range === 'unicast' || (local && range === 'loopback');
}

const lookupOf =
  (local: boolean): LookupFunction =>
  (hostname, options, answer) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return answer(error, '', 0);
      const good = addresses.filter(({ address }) => isReachable(address, local));
      const [first] = good;
      if (!first) return answer(new FetchError(`${hostname} is not a public address`), '', 0);
      if (options.all) return answer(null, good);
      answer(null, first.address, first.family);
    });
  };

async function read(response: IncomingMessage): Promise<Fetched> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > BODY_MAX_BYTES) break;
    }
  } catch {
    throw new FetchError('it stopped in the middle');
  }
  const policies = response.headersDistinct['content-security-policy'] ?? [];
  return {
    status: response.statusCode ?? 0,
    type: response.headers['content-type'] ?? '',
    location: response.headers.location ?? null,
    policies: policies.flatMap((line) => line.split(',')),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
