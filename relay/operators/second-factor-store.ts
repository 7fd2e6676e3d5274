/** The SQL of second factors. What counts once is spent by the statement that looks at it, so also on two relays at once. */
import { createPersonAudit } from '../audit/store.ts';
import type { Database } from '../platform/postgres.ts';

export type SecondFactorStore = ReturnType<typeof createSecondFactorStore>;

/** `now` is Postgres's, in ms: a relay's own clock may be an hour off. */
export type SecondFactor = { secret: Buffer; isOn: boolean; codesLeft: number; now: number };

export function createSecondFactorStore(db: Database) {
  return {
    async of(operatorId: string): Promise<SecondFactor | null> {
      const { rows } = await db.query<SecondFactor>(
        `select secret, confirmed_at is not null as "isOn",
           (select count(*) from recovery_codes c where c.operator_id = f.operator_id) as "codesLeft",
           extract(epoch from clock_timestamp())::float8 * 1000 as now
         from second_factors f where f.operator_id = $1`,
        [operatorId],
      );
      return rows[0] ?? null;
    },

    /** Whether some site of theirs asks it of what they are there. */
    async isRequired(operatorId: string): Promise<boolean> {
      const { rows } = await db.query<{ required: boolean }>(
        `select exists (select 1 from memberships m join sites s on s.id = m.site_id
           where m.operator_id = $1 and m.role = any(s.second_factor_for)) as required`,
        [operatorId],
      );
      return rows[0]?.required ?? false;
    },

    /** In place of one that was never confirmed; false where there is one that was. */
    async begin(operatorId: string, secret: Buffer): Promise<boolean> {
      const { rowCount } = await db.query(
        `insert into second_factors (operator_id, secret) values ($1, $2)
         on conflict (operator_id) do update set secret = $2, last_step = 0 where second_factors.confirmed_at is null`,
        [operatorId, secret],
      );
      return rowCount === 1;
    },

    /** From now on it counts. False where it was confirmed or begun anew meanwhile. */
    confirm: (operatorId: string, secret: Buffer, step: number, codes: Buffer[]): Promise<boolean> =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query(
          `update second_factors set confirmed_at = now(), last_step = $3
           where operator_id = $1 and secret = $2 and confirmed_at is null`,
          [operatorId, secret, step],
        );
        if (!rowCount) return false;
        await tx.query('delete from recovery_codes where operator_id = $1', [operatorId]);
        await tx.query('insert into recovery_codes select $1, unnest($2::bytea[])', [operatorId, codes]);
        await tx.query('update operators set version = version + 1 where id = $1', [operatorId]);
        await createPersonAudit(tx)('second-factor.on', operatorId, operatorId, {});
        return true;
      }),

    /** False for a step that is not newer than the newest that was taken. */
    async spendStep(operatorId: string, step: number): Promise<boolean> {
      const { rowCount } = await db.query(
        'update second_factors set last_step = $2 where operator_id = $1 and last_step < $2',
        [operatorId, step],
      );
      return rowCount === 1;
    },

    spendRecoveryCode: (operatorId: string, hash: Buffer): Promise<boolean> =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query('delete from recovery_codes where operator_id = $1 and code_hash = $2', [
          operatorId,
          hash,
        ]);
        if (rowCount) await createPersonAudit(tx)('second-factor.recovery', operatorId, operatorId, {});
        return rowCount === 1;
      }),

    /** All that were written down before work no more. */
    renewCodes: (operatorId: string, codes: Buffer[]) =>
      db.transaction(async (tx) => {
        await tx.query('delete from recovery_codes where operator_id = $1', [operatorId]);
        await tx.query('insert into recovery_codes select $1, unnest($2::bytea[])', [operatorId, codes]);
        await createPersonAudit(tx)('second-factor.codes', operatorId, operatorId, {});
      }),

    /** `actorId` null: whoever runs the server. */
    remove: (operatorId: string, actorId: string | null) =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query('delete from second_factors where operator_id = $1', [operatorId]);
        await tx.query('delete from recovery_codes where operator_id = $1', [operatorId]);
        await tx.query('update operators set version = version + 1 where id = $1', [operatorId]);
        if (rowCount) await createPersonAudit(tx)('second-factor.off', actorId, operatorId, {});
      }),
  };
}
