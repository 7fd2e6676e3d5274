/** The SQL of signing in: sessions, and the tickets of those whose second step is still to come. */
import type { SessionRef } from '@touchline/shared/sessions.ts';
import { createPersonAudit } from '../audit/store.ts';
import type { Database, Queryable } from '../platform/postgres.ts';
import { deviceOf } from './device.ts';
import { hashed, OPERATOR_COLUMNS, type Operator } from './operator-row.ts';

/** Where somebody signs in from, as the request says it. */
export type From = { address: string; agent: string | null };

export type SessionStore = ReturnType<typeof createSessionStore>;

/** A write for every request would be one for nothing. */
const SEEN_EVERY = `interval '1 minute'`;
const AGENT_MAX_CHARACTERS = 400;
const TRIES = 5;

type SessionRow = {
  id: string;
  agent: string | null;
  address: string | null;
  since: Date;
  seen: Date;
  is_this: boolean;
};

export function createSessionStore(db: Database) {
  return {
    async bySession(token: string): Promise<Operator | null> {
      const { rows } = await db.query<Operator>(
        `with seen as (${SEE})
         select ${OPERATOR_COLUMNS} from operator_sessions s join operators o on o.id = s.operator_id
         where s.token_hash = any($1::bytea[]) and s.expires_at > now() and o.disabled_at is null`,
        [[hashed(token)]],
      );
      return rows[0] ?? null;
    },

    /** Those of the tokens that sign nobody in any more. */
    async signedOutAmong(tokens: string[]): Promise<string[]> {
      const { rows } = await db.query<{ token_hash: Buffer }>(
        `with seen as (${SEE})
         select s.token_hash from operator_sessions s join operators o on o.id = s.operator_id
         where s.token_hash = any($1::bytea[]) and s.expires_at > now() and o.disabled_at is null`,
        [tokens.map(hashed)],
      );
      const good = new Set(rows.map((row) => row.token_hash.toString('hex')));
      return tokens.filter((token) => !good.has(hashed(token).toString('hex')));
    },

    async openSession(token: string, operatorId: string, lifetimeMs: number, from: From | null = null): Promise<void> {
      await db.query(
        `insert into operator_sessions (token_hash, operator_id, expires_at, address, agent, seen_at)
         values ($1, $2, now() + make_interval(secs => $3), $4, left($5, ${AGENT_MAX_CHARACTERS}), now())`,
        [hashed(token), operatorId, lifetimeMs / 1000, from?.address ?? null, from?.agent ?? null],
      );
    },

    async closeSession(token: string): Promise<void> {
      await db.query('delete from operator_sessions where token_hash = $1', [hashed(token)]);
    },

    /** Newest first; `token` is the one of who asks. */
    async sessionsOf(operatorId: string, token: string): Promise<SessionRef[]> {
      const { rows } = await db.query<SessionRow>(
        `select id, agent, address, created_at as since, coalesce(seen_at, created_at) as seen, token_hash = $2 as is_this
         from operator_sessions where operator_id = $1 and expires_at > now() order by seen desc, id`,
        [operatorId, hashed(token)],
      );
      return rows.map(({ id, agent, address, since, seen, is_this }) => ({
        ...{ id, address, ...deviceOf(agent) },
        ...{ since: since.getTime(), seen: seen.getTime(), isThis: is_this },
      }));
    },

    /** False where they have no such session. */
    endSession: (operatorId: string, sessionId: string): Promise<boolean> =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query('delete from operator_sessions where operator_id = $1 and id = $2', [
          operatorId,
          sessionId,
        ]);
        if (rowCount) await createPersonAudit(tx)('session.ended', operatorId, operatorId, { sessions: 1 });
        return rowCount === 1;
      }),

    /** All but the one of `token`, where there is one. */
    endOtherSessions: (operatorId: string, token: string | null, actorId: string) =>
      db.transaction(async (tx) => {
        const sessions = await endSessions(tx, operatorId, token);
        if (sessions) await createPersonAudit(tx)('session.ended', actorId, operatorId, { sessions });
      }),

    changePassword: (operatorId: string, passwordHash: string, token: string) =>
      db.transaction(async (tx) => {
        await tx.query('update operators set password_hash = $2 where id = $1', [operatorId, passwordHash]);
        await endSessions(tx, operatorId, token);
        await createPersonAudit(tx)('password.changed', operatorId, operatorId, {});
      }),

    async openTicket(token: string, operatorId: string, lifetimeMs: number): Promise<void> {
      await db.query('delete from sign_in_tickets where expires_at < now()');
      await db.query(
        `insert into sign_in_tickets (token_hash, operator_id, expires_at, tries)
         values ($1, $2, now() + make_interval(secs => $3), ${TRIES})`,
        [hashed(token), operatorId, lifetimeMs / 1000],
      );
    },

    async byTicket(token: string): Promise<Operator | null> {
      const { rows } = await db.query<Operator>(
        `select ${OPERATOR_COLUMNS} from sign_in_tickets s join operators o on o.id = s.operator_id
         where s.token_hash = $1 and s.expires_at > now() and s.tries > 0 and o.disabled_at is null`,
        [hashed(token)],
      );
      return rows[0] ?? null;
    },

    /** Takes one of its tries; false where none is left. */
    async tryTicket(token: string): Promise<boolean> {
      const { rowCount } = await db.query(
        'update sign_in_tickets set tries = tries - 1 where token_hash = $1 and expires_at > now() and tries > 0',
        [hashed(token)],
      );
      return rowCount === 1;
    },

    /** False where somebody else was let in with it. */
    async spendTicket(token: string): Promise<boolean> {
      const { rowCount } = await db.query('delete from sign_in_tickets where token_hash = $1', [hashed(token)]);
      return rowCount === 1;
    },
  };
}

/** What of an account ends with a password, or with the account: every session but one, and every sign-in half done. */
export async function endSessions(tx: Queryable, operatorId: string, token: string | null): Promise<number> {
  await tx.query('delete from sign_in_tickets where operator_id = $1', [operatorId]);
  const { rowCount } = await tx.query(
    'delete from operator_sessions where operator_id = $1 and token_hash is distinct from $2',
    [operatorId, token === null ? null : hashed(token)],
  );
  return rowCount ?? 0;
}

const SEE = `update operator_sessions set seen_at = now()
  where token_hash = any($1::bytea[]) and coalesce(seen_at, created_at) < now() - ${SEEN_EVERY}`;
