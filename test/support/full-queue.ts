/** A site full of waiting players and of operators at their desks, written straight into the database. */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';

/** Conversations that wait, of as many players. */
export async function fillQueue(db: Database, site: Site, count: number): Promise<void> {
  await db.query(
    `with players as (
       insert into contacts (id, site_id) select gen_random_uuid(), $1 from generate_series(1, $2) returning id
     )
     insert into conversations (id, site_id, contact_id, status, topic, language, last_seq, waiting_since, queued_at)
     select gen_random_uuid(), $1, id, 'waiting', 'other', 'en', 2, now(), now() from players`,
    [site.id, count],
  );
}

/** Online, with an inbox open on a node that never falls silent. */
export async function fillDesks(db: Database, site: Site, count: number, capacity: number): Promise<void> {
  await db.query(
    `with node as (
       insert into nodes (id, beat_at) values (gen_random_uuid(), now() + interval '1 day') returning id
     ), hired as (
       insert into operators (id, email, name, password_hash, capacity)
       select gen_random_uuid(), gen_random_uuid() || '@brand.example', 'Operator ' || n, '', $3
       from generate_series(1, $2) n returning id
     ), joined as (
       insert into memberships (operator_id, site_id, role) select id, $1, 'operator' from hired
     ), present as (
       insert into operator_presence (operator_id) select id from hired
     )
     insert into operator_sockets (id, operator_id, node_id) select gen_random_uuid(), hired.id, node.id from hired, node`,
    [site.id, count, capacity],
  );
}
