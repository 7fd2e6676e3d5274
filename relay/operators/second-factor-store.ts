/** The SQL of second factors. What counts once is spent by the statement that looks at it, so also on two relays at once. */
import { createPersonAudit } from '../audit/store.ts';
import { busKey } from '../platform/bus-seal.ts';
import type { Database } from '../platform/postgres.ts';
import { createSealing, type Sealing } from './sealing.ts';

export type SecondFactorStore = ReturnType<typeof createSecondFactorStore>;

/**
 * `secret` is null where it cannot be opened here, `kept` what lies in the table. `now` is Postgres's, in ms: a relay's own
 * clock may be an hour off.
 */
export type SecondFactor = { secret: Buffer | null; kept: Buffer; isOn: boolean; codesLeft: number; now: number };

/** Of a million codes three are right at a time: so many tries in this time, over all relays, find one in a year. */
const TRIES = 10;
const TRIES_WITHIN = `interval '15 minutes'`;
/** A beginning that lies ahead is of a clock that has been set back since. */
const STILL_COUNTED = `tries_since > now() - ${TRIES_WITHIN} and tries_since <= now()`;

/** `secretsKeys`: what secrets are sealed with besides the installation's own key; see sealing.ts. */
export function createSecondFactorStore(db: Database, secretsKeys: readonly string[]) {
  let made: Promise<Sealing> | null = null;
  const sealing = (): Promise<Sealing> => {
    made ??= busKey(db).then(
      (key) => createSealing(key, secretsKeys),
      (error) => {
        made = null;
        throw error;
      },
    );
    return made;
  };

  return {
    async of(operatorId: string): Promise<SecondFactor | null> {
      const { rows } = await db.query<Omit<SecondFactor, 'secret'>>(
        `select secret as kept, confirmed_at is not null as "isOn",
           (select count(*) from recovery_codes c where c.operator_id = f.operator_id) as "codesLeft",
           extract(epoch from clock_timestamp())::float8 * 1000 as now
         from second_factors f where f.operator_id = $1`,
        [operatorId],
      );
      const [factor] = rows;
      return factor ? { ...factor, secret: (await sealing()).open(factor.kept, operatorId) } : null;
    },

    /** Takes one of the tries that there are within a quarter of an hour, on whichever relay; false where none is left. */
    async takeTry(operatorId: string): Promise<boolean> {
      const { rowCount } = await db.query(
        `update second_factors set
           tries = case when ${STILL_COUNTED} then tries + 1 else 1 end,
           tries_since = case when ${STILL_COUNTED} then tries_since else now() end
         where operator_id = $1 and not (${STILL_COUNTED} and tries >= ${TRIES})`,
        [operatorId],
      );
      return rowCount === 1;
    },

    /** Those that lie open, or under a key that is to go, are sealed with the newest. Returns how many no key here opens. */
    async sealAnew(): Promise<number> {
      const { rows } = await db.query<{ id: string; kept: Buffer }>(
        'select operator_id as id, secret as kept from second_factors',
      );
      const { seal, open, isNewest } = await sealing();
      let unreadable = 0;
      for (const { id, kept } of rows) {
        const secret = open(kept, id);
        if (!secret) unreadable += 1;
        else if (!isNewest(kept)) {
          await db.query('update second_factors set secret = $3 where operator_id = $1 and secret = $2', [
            ...[id, kept],
            seal(secret, id),
          ]);
        }
      }
      return unreadable;
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
        [operatorId, (await sealing()).seal(secret, operatorId)],
      );
      return rowCount === 1;
    },

    /** From now on it counts. False where it was confirmed or begun anew meanwhile. */
    confirm: (operatorId: string, kept: Buffer, step: number, codes: Buffer[]): Promise<boolean> =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query(
          `update second_factors set confirmed_at = now(), last_step = $3, tries = 0
           where operator_id = $1 and secret = $2 and confirmed_at is null`,
          [operatorId, kept, step],
        );
        if (!rowCount) return false;
        await tx.query('delete from recovery_codes where operator_id = $1', [operatorId]);
        await tx.query('insert into recovery_codes select $1, unnest($2::bytea[])', [operatorId, codes]);
        await tx.query('update operators set version = version + 1 where id = $1', [operatorId]);
        await createPersonAudit(tx)('second-factor.on', operatorId, operatorId, {});
        return true;
      }),

    /**
     * False for a step that is not newer than the newest that was taken. One that lies beyond `newest` was taken while the
     * clock was ahead, and would lock its owner out until that time has come.
     */
    async spendStep(operatorId: string, step: number, newest: number): Promise<boolean> {
      const { rowCount } = await db.query(
        `update second_factors set last_step = $2, tries = 0
         where operator_id = $1 and (last_step < $2 or last_step > $3)`,
        [operatorId, step, newest],
      );
      return rowCount === 1;
    },

    spendRecoveryCode: (operatorId: string, hash: Buffer): Promise<boolean> =>
      db.transaction(async (tx) => {
        const { rowCount } = await tx.query('delete from recovery_codes where operator_id = $1 and code_hash = $2', [
          operatorId,
          hash,
        ]);
        if (!rowCount) return false;
        await tx.query('update second_factors set tries = 0 where operator_id = $1', [operatorId]);
        await createPersonAudit(tx)('second-factor.recovery', operatorId, operatorId, {});
        return true;
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
