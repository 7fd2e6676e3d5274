import type { Queryable } from '../platform/postgres.ts';
import { named } from './catalogue.ts';

/**
 * Whose data had to stay in the installation that is replaced has to stay in the one that takes its place: without this
 * the first round of retention after a restore could take what a court asked for. `aside`: the schema that it is kept in.
 */
export async function holdAgain(tx: Queryable, aside: string): Promise<void> {
  const holds = `${named(aside)}.player_holds`;
  const { rows } = await tx.query('select to_regclass($1) is not null as there', [holds]);
  if (!rows[0]?.there) return;
  await tx.query(
    `insert into player_holds (contact_id, site_id, reason, held_by, held_by_name, held_at)
     select h.contact_id, h.site_id, h.reason, h.held_by, h.held_by_name, h.held_at
     from ${holds} h join contacts c on c.id = h.contact_id and c.site_id = h.site_id on conflict do nothing`,
  );
}
