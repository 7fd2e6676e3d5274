import type { OperatorRef } from '@touchline/shared/conversation.ts';
import type { OperatorRole, SiteRef, SpokenLanguages, Topic } from '@touchline/shared/people.ts';
import { queueRules } from '@touchline/shared/queue-rules.ts';
import { createAudit, createPersonAudit } from '../audit/store.ts';
import type { Database, Queryable } from '../platform/postgres.ts';
import { hashed, OPERATOR_COLUMNS, type Operator } from './operator-row.ts';
import { createSecondFactorStore } from './second-factor-store.ts';
import { createSessionStore, endSessions } from './session-store.ts';

export type Skills = { languages: SpokenLanguages; topics: Topic[] | null; capacity: number };
export type NewOperator = Omit<Operator, 'languages'> & { passwordHash: string };
export type AdminLink = { purpose: 'first-run' | 'password'; operatorId: string | null; email: string | null };

export type OperatorStore = ReturnType<typeof createOperatorStore>;

/** `secretsKeys`: see sealing.ts; whoever asks for nobody's code needs none. */
export function createOperatorStore(db: Database, secretsKeys: readonly string[] = []) {
  return {
    ...createSessionStore(db),
    secondFactors: createSecondFactorStore(db, secretsKeys),

    async byEmail(email: string): Promise<(Operator & { passwordHash: string }) | null> {
      const { rows } = await db.query<Operator & { passwordHash: string }>(
        `select ${OPERATOR_COLUMNS}, o.password_hash as "passwordHash" from operators o
         where o.email = $1 and o.disabled_at is null`,
        [email.trim().toLowerCase()],
      );
      return rows[0] ?? null;
    },

    async sites(operatorId: string): Promise<SiteRef[]> {
      const { rows } = await db.query<SiteRef>(
        `select s.id, s.key, s.name, s.settings->>'color' as color, s.languages,
           s.default_language as "defaultLanguage", s.topics, m.role, m.alias,
           coalesce(s.routing->'queue', '{}') as queue, coalesce(s.routing->>'mode', '') = 'pick' as picks,
           jsonb_array_length(coalesce(s.translation->'accepted', '[]')) > 0 as translates,
           coalesce((select json_agg(json_build_object('id', t.id, 'name', t.name) order by t.name)
             from teams t where t.site_id = s.id), '[]') as teams
         from memberships m join sites s on s.id = m.site_id where m.operator_id = $1 order by s.name`,
        [operatorId],
      );
      return rows.map((row) => ({ ...row, queue: queueRules.parse(row.queue) }));
    },

    async siteIds(operatorId: string): Promise<string[]> {
      const { rows } = await db.query<{ site_id: string }>('select site_id from memberships where operator_id = $1', [
        operatorId,
      ]);
      return rows.map((row) => row.site_id);
    },

    /** As a conversation names them, which is what its players read; null for somebody who does not answer on this site. */
    async onSite(siteId: string, operatorId: string): Promise<OperatorRef | null> {
      const { rows } = await db.query<OperatorRef>(
        `select o.id, coalesce(m.alias, o.name) as name from memberships m join operators o on o.id = m.operator_id and o.disabled_at is null
         where m.site_id = $1 and m.operator_id = $2`,
        [siteId, operatorId],
      );
      return rows[0] ?? null;
    },

    /** What they can answer: languages with a level, topics (null: every one), places. */
    async equip(operatorId: string, { languages, topics, capacity }: Skills): Promise<void> {
      await db.query('update operators set languages = $2, topics = $3, capacity = $4 where id = $1', [
        operatorId,
        languages,
        topics,
        capacity,
      ]);
    },

    /** Said by themselves; it is written down with the change, both or neither. */
    speak: (operatorId: string, languages: SpokenLanguages) =>
      db.transaction(async (tx) => {
        await tx.query('update operators set languages = $2, version = version + 1 where id = $1', [
          operatorId,
          languages,
        ]);
        await createAudit(tx)('operator.languages', operatorId, null, { languages });
      }),

    /** What players of a site call them from now on; null: their name. False where they do not answer there. */
    rename: (operatorId: string, siteId: string, alias: string | null): Promise<boolean> =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query(
          'update memberships set alias = $3 where operator_id = $1 and site_id = $2',
          [operatorId, siteId, alias],
        );
        if (rowCount) await createAudit(tx)('operator.alias', operatorId, siteId, { alias });
        return Boolean(rowCount);
      }),

    create: (operator: NewOperator) => db.transaction((tx) => insert(tx, operator)),

    async join(operatorId: string, siteId: string, role: OperatorRole): Promise<void> {
      await db.query(
        'insert into memberships (operator_id, site_id, role) values ($1, $2, $3) on conflict do nothing',
        [operatorId, siteId, role],
      );
    },

    async hasAdministrator(): Promise<boolean> {
      const { rows } = await db.query('select 1 from administrators limit 1');
      return rows.length > 0;
    },

    /** Replaces the links of the same purpose that nobody has used: the newest printed one is the one that works. */
    async createLink(
      token: string,
      purpose: AdminLink['purpose'],
      operatorId: string | null,
      lifetimeMs: number,
    ): Promise<void> {
      await db.transaction(async (tx) => {
        await tx.query(
          'delete from admin_links where purpose = $1 and operator_id is not distinct from $2 and spent_at is null',
          [purpose, operatorId],
        );
        await tx.query(
          `insert into admin_links (token_hash, purpose, operator_id, expires_at)
           values ($1, $2, $3, now() + make_interval(secs => $4))`,
          [hashed(token), purpose, operatorId, lifetimeMs / 1000],
        );
      });
    },

    async findLink(token: string): Promise<AdminLink | null> {
      const { rows } = await db.query<AdminLink>(
        `select l.purpose, l.operator_id as "operatorId", o.email from admin_links l
         left join operators o on o.id = l.operator_id
         where l.token_hash = $1 and l.spent_at is null and l.expires_at > now() and o.disabled_at is null`,
        [hashed(token)],
      );
      return rows[0] ?? null;
    },

    /** Spends a first-run link on its administrator: both or neither, and true for the one caller who got it. */
    firstAdministrator: (token: string, operator: NewOperator) =>
      db.transaction(async (tx) => {
        if (!(await spend(tx, token))) return false;
        await insert(tx, operator);
        return true;
      }),

    /** Spends a link on a new password, which ends every session of its operator. */
    newPassword: (token: string, operatorId: string, passwordHash: string) =>
      db.transaction(async (tx) => {
        if (!(await spend(tx, token))) return false;
        await tx.query('update operators set password_hash = $2 where id = $1', [operatorId, passwordHash]);
        await endSessions(tx, operatorId, null);
        await createPersonAudit(tx)('password.changed', operatorId, operatorId, { byLink: true });
        return true;
      }),

    async administratorByEmail(email: string | null): Promise<Operator | null> {
      const { rows } = await db.query<Operator>(
        `select ${OPERATOR_COLUMNS} from administrators a join operators o on o.id = a.operator_id
         where $1::text is null or o.email = $1 order by o.created_at limit 1`,
        [email?.trim().toLowerCase() ?? null],
      );
      return rows[0] ?? null;
    },
  };
}

async function insert(tx: Queryable, { id, email, name, passwordHash, isAdministrator }: NewOperator): Promise<void> {
  await tx.query('insert into operators (id, email, name, password_hash) values ($1, $2, $3, $4)', [
    id,
    email.trim().toLowerCase(),
    name,
    passwordHash,
  ]);
  if (isAdministrator) await tx.query('insert into administrators values ($1)', [id]);
}

async function spend(tx: Queryable, token: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update admin_links set spent_at = now() where token_hash = $1 and spent_at is null and expires_at > now()',
    [hashed(token)],
  );
  return rowCount === 1;
}
