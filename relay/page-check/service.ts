/** Opens a page as its visitors do and says what is wrong with the chat on it. Only pages of the site's own origins. */
import type { PageFinding } from '@touchline/shared/page-check.ts';
import { notFound } from '../platform/errors.ts';
import { FetchError, type Fetched, fetchPage } from './fetching.ts';
import type { Wanted } from './findings.ts';
import type { ReadApart } from './reading.ts';

export type PageCheck = ReturnType<typeof createPageCheck>;

type Site = { key: string; origins: readonly string[] };
type Deps = {
  /** Throws `not-found` where they do not administer the site. */
  authorise(siteId: string, operatorId: string): Promise<void>;
  siteById(id: string): Promise<Site | null>;
  isOwnOrigin(origin: string, origins: readonly string[]): boolean;
  /** A relay is no tool to knock at doors with. */
  limit(siteId: string): Promise<void>;
  /** Whether pages may lie on this machine. */
  isTrial: boolean;
  /** Null for what cannot be read in time. */
  read: ReadApart;
};

const REDIRECTS_MAX = 5;

export function createPageCheck({ authorise, siteById, isOwnOrigin, limit, isTrial, read }: Deps) {
  return async function check(siteId: string, url: string, operatorId: string, base: string): Promise<PageFinding[]> {
    await authorise(siteId, operatorId);
    const site = await siteById(siteId);
    if (!site) throw notFound();
    await limit(siteId);
    let address = new URL(url);
    const findings: PageFinding[] = [];
    for (let hops = 0; hops <= REDIRECTS_MAX; hops++) {
      if (!isOwnOrigin(address.origin, site.origins)) {
        return [...findings, { kind: 'origin-not-listed', level: 'wrong', found: address.origin }];
      }
      const page = await open(address, isTrial);
      if (page instanceof FetchError) {
        return [...findings, { kind: 'not-reached', level: 'wrong', found: page.message }];
      }
      const next = page.status >= 300 && page.status < 400 && page.location ? URL.parse(page.location, address) : null;
      if (!next || !/^https?:$/.test(next.protocol)) {
        return [...findings, ...(await judge(page, address, { siteKey: site.key, base }))];
      }
      findings.push({ kind: 'redirected', level: 'warning', found: `${next.origin}${next.pathname}` });
      address = next;
    }
    return [...findings, { kind: 'not-reached', level: 'wrong', found: `${REDIRECTS_MAX} redirects` }];
  };

  async function judge(
    { status, type, body, policies }: Fetched,
    address: URL,
    wanted: Wanted,
  ): Promise<PageFinding[]> {
    if (status !== 200) return [{ kind: 'status', level: 'wrong', found: `${status}` }];
    if (!/\b(text\/html|application\/xhtml\+xml)\b/i.test(type)) {
      return [{ kind: 'not-html', level: 'wrong', found: type }];
    }
    const found = await read({ address: address.href, html: body, policies }, wanted);
    if (!found) return [{ kind: 'not-reached', level: 'wrong', found: 'its HTML takes too long to read' }];
    return [{ kind: 'reached', level: 'good' }, ...found];
  }
}

async function open(address: URL, local: boolean): Promise<Fetched | FetchError> {
  try {
    return await fetchPage(address, { local });
  } catch (error) {
    if (error instanceof FetchError) return error;
    throw error;
  }
}
