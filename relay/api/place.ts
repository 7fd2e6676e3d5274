/** Where a request leads, so that a key of one site reaches no other. */
import { ID_PATTERN } from '@touchline/shared/wire.ts';
import type { FastifyRequest } from 'fastify';
import type { Database } from '../platform/postgres.ts';

/** The sites that a request is about; null where it does not say, and then a key may not. */
export type SitesOf = (request: Pick<FastifyRequest, 'params' | 'query' | 'routeOptions'>) => Promise<string[] | null>;

export function createSitesOf(db: Pick<Database, 'query'>): SitesOf {
  /** Nobody's is on no site: `null`, and not all of none. */
  async function siteOfContact(id: string): Promise<string[] | null> {
    if (!ID_PATTERN.test(id)) return null;
    const { rows } = await db.query<{ siteId: string }>('select site_id as "siteId" from contacts where id = $1', [id]);
    return rows[0] ? [rows[0].siteId] : null;
  }

  return async ({ params, query, routeOptions }) => {
    const { id } = (params ?? {}) as { id?: string };
    if (id !== undefined) return routeOptions.url?.startsWith('/api/contacts/') ? siteOfContact(id) : [id];
    const { sites, site } = (query ?? {}) as { sites?: string | string[]; site?: string };
    if (sites !== undefined) return Array.isArray(sites) ? sites : sites.split(',');
    return site === undefined ? null : [site];
  };
}
