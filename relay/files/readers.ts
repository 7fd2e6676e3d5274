/**
 * Who fetches by a signed address, and whether they still may: asked of the database each time, so that signing out, being
 * disabled, taken off a site or blocked, and a token spent by signing in, count from the next request on; whoever asks for
 * limits or for exclusion is never blocked. An operator's address works only with a session of theirs. Everything that is not so is the same `not-found`.
 */
import { DANGER } from '@touchline/shared/danger.ts';
import type { FastifyRequest } from 'fastify';
import type { AskedBy } from '../platform/auth.ts';
import { notFound } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';
import type { Links, Reader, SignedQuery } from './links.ts';

export type Readers = ReturnType<typeof createReaders>;

type Deps = { db: Database; links: Links; operator: AskedBy };
type Access = { siteId: string; contactId: string; playerName: string | null; isBlocked: boolean };

export function createReaders({ db, links, operator }: Deps) {
  async function accessTo(conversation: string): Promise<Access | null> {
    const { rows } = await db.query<Access>(
      `select c.site_id as "siteId", c.contact_id as "contactId", k.name as "playerName",
         k.merged_into is not null or coalesce(k.blocked_until > now(), false) and c.topic is distinct from $2 as "isBlocked"
       from conversations c join contacts k on k.id = c.contact_id where c.id = $1`,
      [conversation, DANGER],
    );
    return rows[0] ?? null;
  }

  async function isMember(siteId: string, operatorId: string): Promise<boolean> {
    const { rows } = await db.query('select 1 from memberships where site_id = $1 and operator_id = $2', [
      siteId,
      operatorId,
    ]);
    return rows.length > 0;
  }

  return {
    /** Whoever answers on the site, without an address: by their session, or by a key of theirs. */
    async admitOperator(request: FastifyRequest, siteId: string, conversation: string) {
      const { id } = await operator(request);
      const access = await accessTo(conversation);
      if (access?.siteId !== siteId || !(await isMember(siteId, id))) throw notFound();
      return { siteId, reader: { kind: 'operator', id } satisfies Reader, playerName: access.playerName };
    },

    /** Throws unless the address leads there, for whoever asks, now. */
    async admit(request: FastifyRequest, conversation: string, path: string, query: SignedQuery) {
      const asking = query.by === 'operator' ? await operator(request) : null;
      const access = await accessTo(conversation);
      if (!access) throw notFound();
      const { siteId, contactId, playerName, isBlocked } = access;
      const reader: Reader = asking ? { kind: 'operator', id: asking.id } : { kind: 'player', id: contactId };
      if (!links.isGood(path, reader, query)) throw notFound();
      if (asking ? !(await isMember(siteId, asking.id)) : isBlocked) throw notFound();
      return { siteId, reader, playerName };
    },
  };
}
