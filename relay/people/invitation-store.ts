/**
 * The SQL of invitations. One counts as long as nobody has accepted or withdrawn it, its week is not over, and who sent it
 * still administers all of its sites: what somebody who was dismissed has sent lets nobody in.
 */
import type { InvitationDraft, Invited, RoleOnSite } from '@touchline/shared/staff.ts';
import type pg from 'pg';
import { createAudit } from '../audit/store.ts';
import { hashed, OPERATOR_COLUMNS, type Operator } from '../operators/operator-row.ts';
import { notFound } from '../platform/errors.ts';
import type { Database, Queryable } from '../platform/postgres.ts';

export type InvitationRow = {
  id: string;
  email: string;
  name: string;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  roles: RoleOnSite[];
};
export type InvitationStore = ReturnType<typeof createInvitationStore>;
type NewPerson = { id: string; name: string; passwordHash: string };

const LIFETIME = `interval '7 days'`;
const STANDS = `i.ended_at is null and i.expires_at > now() and not exists (
  select 1 from invitation_roles r
  left join memberships m on m.site_id = r.site_id and m.operator_id = i.invited_by and m.role = 'admin'
  left join operators o on o.id = m.operator_id and o.disabled_at is null
  where r.invitation_id = i.id and o.id is null)`;
const COLUMNS = `i.id, i.email, i.name, (select o.name from operators o where o.id = i.invited_by) as "invitedBy",
  i.created_at as "createdAt", i.expires_at as "expiresAt",
  (select json_agg(json_build_object('site', r.site_id, 'role', r.role)) from invitation_roles r
   where r.invitation_id = i.id) as roles`;

export function createInvitationStore(db: Database) {
  return {
    async open(siteIds: string[]): Promise<InvitationRow[]> {
      const { rows } = await db.query<InvitationRow>(
        `select ${COLUMNS} from invitations i
         where ${STANDS} and exists (
           select 1 from invitation_roles r where r.invitation_id = i.id and r.site_id = any($1::uuid[]))
         order by i.created_at desc, i.id`,
        [siteIds],
      );
      return rows;
    },

    async byId(tx: Queryable, id: string): Promise<InvitationRow | null> {
      const { rows } = await tx.query<InvitationRow>(
        `select ${COLUMNS} from invitations i where i.id = $1 and ${STANDS}`,
        [id],
      );
      return rows[0] ?? null;
    },

    /** Sites, of these, where somebody with this address answers already, or is invited to. */
    async takenOn(tx: Queryable, email: string, siteIds: string[]): Promise<'here' | 'invited' | null> {
      const { rows } = await tx.query<{ here: boolean; invited: boolean }>(
        `select exists (select 1 from memberships m join operators o on o.id = m.operator_id
             where o.email = $1 and m.site_id = any($2::uuid[])) as here,
           exists (select 1 from invitations i join invitation_roles r on r.invitation_id = i.id
             where i.email = $1 and r.site_id = any($2::uuid[]) and ${STANDS}) as invited`,
        [email, siteIds],
      );
      return rows[0]?.here ? 'here' : rows[0]?.invited ? 'invited' : null;
    },

    async create(tx: Queryable, id: string, token: string, draft: InvitationDraft, inviter: string): Promise<void> {
      const { email, name, languages, topics, capacity, roles } = draft;
      await tx.query(
        `insert into invitations (id, token_hash, email, name, languages, topics, capacity, invited_by, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, now() + ${LIFETIME})`,
        [id, hashed(token), email, name, languages, topics, capacity, inviter],
      );
      await tx.query(
        'insert into invitation_roles select $1, r.site, r.role from json_to_recordset($2) as r(site uuid, role text)',
        [id, JSON.stringify(roles)],
      );
    },

    /** Another link, by whoever asks for it; the one before leads nowhere. */
    async renew(tx: Queryable, id: string, token: string, inviter: string): Promise<void> {
      await tx.query(
        `update invitations set token_hash = $2, invited_by = $3, expires_at = now() + ${LIFETIME} where id = $1`,
        [id, hashed(token), inviter],
      );
    },

    async withdraw(tx: Queryable, id: string): Promise<void> {
      await tx.query('update invitations set ended_at = now() where id = $1', [id]);
    },

    async byToken(token: string): Promise<(Invited & { id: string }) | null> {
      const { rows } = await db.query<Invited & { id: string }>(
        `select i.id, i.email, i.name,
           array(select s.name from invitation_roles r join sites s on s.id = r.site_id
             where r.invitation_id = i.id order by lower(s.name)) as sites,
           exists (select 1 from operators o where o.email = i.email) as "hasAccount"
         from invitations i where i.token_hash = $1 and ${STANDS}`,
        [hashed(token)],
      );
      return rows[0] ?? null;
    },

    /**
     * Spends the link on somebody new. Where it leads nowhere any more, or the address has an account by now, it throws, and
     * nothing is spent.
     */
    acceptAsNew: (token: string, { id, name, passwordHash }: NewPerson): Promise<Operator> =>
      db.transaction(async (tx) => {
        const invitation = await spend(tx, token);
        const { rowCount } = await tx.query(
          `insert into operators (id, email, name, password_hash, languages, topics, capacity)
           select $1, i.email, $2, $3, i.languages, i.topics, i.capacity from invitations i where i.id = $4
           on conflict (email) do nothing`,
          [id, name, passwordHash, invitation],
        );
        if (!invitation || !rowCount) throw notFound();
        await join(tx, invitation, id);
        const { rows } = await tx.query<Operator>(`select ${OPERATOR_COLUMNS} from operators o where o.id = $1`, [id]);
        return rows[0] as Operator;
      }),

    /** Spends it on who is signed in. Null where it leads nowhere, or is for another address. Returns the sites. */
    acceptAs: (token: string, operatorId: string): Promise<string[] | null> =>
      db.transaction(async (tx) => {
        const { rows } = await tx.query(
          `select 1 from invitations i join operators o on o.email = i.email and o.disabled_at is null
           where i.token_hash = $1 and o.id = $2`,
          [hashed(token), operatorId],
        );
        const invitation = rows[0] ? await spend(tx, token) : null;
        return invitation ? join(tx, invitation, operatorId) : null;
      }),
  };
}

async function spend(tx: pg.PoolClient, token: string): Promise<string | null> {
  await tx.query('select lock_people()');
  const { rows } = await tx.query<{ id: string }>(
    `update invitations i set ended_at = now() where i.token_hash = $1 and ${STANDS} returning i.id`,
    [hashed(token)],
  );
  return rows[0]?.id ?? null;
}

/** What they are on a site already they stay. */
async function join(tx: pg.PoolClient, invitation: string, operatorId: string): Promise<string[]> {
  const { rows } = await tx.query<RoleOnSite>(
    `insert into memberships (operator_id, site_id, role)
     select $2, site_id, role from invitation_roles where invitation_id = $1
     on conflict do nothing returning site_id as site, role`,
    [invitation, operatorId],
  );
  await tx.query('update operators set version = version + 1 where id = $1', [operatorId]);
  for (const { site, role } of rows) {
    await createAudit(tx)('invitation.accepted', operatorId, site, { invitation, person: operatorId, role });
  }
  return rows.map(({ site }) => site);
}
