/**
 * A second site, made of the first: how it looks, speaks, hands out and keeps, its saved replies, glossary and teams. Not its pages
 * (origins), its keys, or its consent to a translator: those are promises of one brand to its own players.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { createAudit } from '../audit/store.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { Database, Queryable } from '../platform/postgres.ts';
import { createSiteStore } from '../sites/store.ts';

export type NewCopy = {
  name: string;
  key: string;
  origins: string[];
  /** Whether everybody who answers on the first answers on the second, as what they are there. */
  withPeople: boolean;
};
export type Copied = { id: string; identityKey: { kid: string; algorithm: 'HS256'; secret: string } };

type Deps = { db: Database; clock: Clock; authorise(siteId: string, operatorId: string): Promise<void> };

export type CopySite = ReturnType<typeof createCopying>;

export function createCopying({ db, clock, authorise }: Deps) {
  const sites = createSiteStore(db);

  return async function copy(fromId: string, wanted: NewCopy, administratorId: string): Promise<Copied> {
    await authorise(fromId, administratorId);
    const from = await sites.byId(fromId);
    if (!from) throw notFound();
    const secret = randomBytes(32).toString('base64url');
    const kid = `${wanted.key}-1`;
    const id = newId(clock.now());
    const { name, key, origins } = wanted;
    const isMade = await sites.create(
      {
        ...{ ...from, id, name, key, origins },
        translation: { ...from.translation, accepted: [] },
        identityKeys: [{ kid, algorithm: 'HS256', material: secret }],
      },
      administratorId,
      (tx) => addTo(tx, { fromId, id, wanted, administratorId }),
    );
    if (!isMade) {
      const sentence = `The key “${key}” is taken.`;
      throw new Refusal('conflict', sentence, { fields: { key: sentence } });
    }
    return { id, identityKey: { kid, algorithm: 'HS256', secret } };
  };
}

type Copying = { fromId: string; id: string; wanted: NewCopy; administratorId: string };

async function addTo(tx: Queryable, { fromId, id, wanted, administratorId }: Copying): Promise<void> {
  const both = [fromId, id];
  // Whoever comes to the second alone must not get in with less.
  await tx.query(
    'update sites set second_factor_for = (select second_factor_for from sites where id = $1) where id = $2',
    both,
  );
  await tx.query(
    `insert into canned_replies (site_id, id, shortcut, topic, texts)
     select $2, gen_random_uuid(), shortcut, topic, texts from canned_replies where site_id = $1`,
    both,
  );
  if (wanted.withPeople) {
    await tx.query(
      `insert into memberships (operator_id, site_id, role)
       select m.operator_id, $2, m.role from memberships m join operators o on o.id = m.operator_id
       where m.site_id = $1 and o.disabled_at is null on conflict do nothing`,
      both,
    );
    await tx.query('insert into teams (site_id, id, name) select $2, id, name from teams where site_id = $1', both);
    await tx.query(
      `insert into team_members (site_id, team_id, operator_id)
       select $2, team_id, operator_id from team_members where site_id = $1`,
      both,
    );
  }
  const { key, origins } = wanted;
  await createAudit(tx)('site.created', administratorId, id, { key, origins, copiedFrom: fromId });
}
