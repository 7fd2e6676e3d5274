/**
 * Changes of people, one at a time over all relays: who may is looked at under the lock that they are made under, and
 * whoever would leave a site or the installation without an administrator is refused, also where two do it to each other
 * at the same moment. What was and what is are written down on every site that it concerns.
 */
import { isDeepStrictEqual } from 'node:util';
import type { PersonChange } from '@touchline/shared/staff.ts';
import type pg from 'pg';
import { createAudit, createPersonAudit } from '../audit/store.ts';
import { endSessions } from '../operators/session-store.ts';
import { notFound, Refusal } from '../platform/errors.ts';
import type { Database } from '../platform/postgres.ts';
import { administeredBy, narrowedTo, reachOf, type Standing } from './reach.ts';
import { hasOwner, leaderless, type PersonRow, personById, standingOf } from './standing-store.ts';

/** Who it was about, before; sites that they answer on no more. */
export type Changed = { person: PersonRow; left: string[] };

export type Changing = ReturnType<typeof createChanging>;
/** What is not said stays. */
export type AskedOfPerson = Omit<PersonChange, 'name' | 'isOwner'> & Partial<Pick<PersonChange, 'name' | 'isOwner'>>;

/** `only`: by somebody who acts on that site alone, and on none of its administrators. */
export function createChanging(db: Database, only?: string) {
  /** Throws what is to be answered; nothing has happened then. */
  const change = (
    actorId: string,
    personId: string,
    version: number | null,
    work: (tx: pg.PoolClient, actor: Standing, person: PersonRow) => Promise<string[]>,
  ): Promise<Changed> =>
    db.transaction(async (tx) => {
      await tx.query('select lock_people()');
      const [standing, person] = [await standingOf(tx, actorId), await personById(tx, personId)];
      const actor = only && standing ? narrowedTo(only, standing) : standing;
      if (!actor || !person || reachOf(actor, person) === 'nothing') throw notFound();
      if (only && administeredBy(person).has(only)) throw ofAdministrators();
      if (version !== null && person.version !== version) {
        throw new Refusal('conflict', 'Somebody else has changed it: look again.');
      }
      const left = await work(tx, actor, person);
      await tx.query('update operators set version = version + 1 where id = $1', [personId]);
      await refuseLeaderless(tx, person);
      return { person, left };
    });

  const whole =
    (work: (tx: pg.PoolClient, person: PersonRow) => Promise<unknown>) =>
    async (tx: pg.PoolClient, actor: Standing, person: PersonRow) => {
      if (reachOf(actor, person) !== 'everything') throw elsewhere();
      await work(tx, person);
      return [];
    };

  return {
    save: (actorId: string, personId: string, asked: AskedOfPerson) =>
      change(actorId, personId, asked.version, async (tx, actor, person) => {
        const { name = person.name, languages, topics, capacity, isOwner = person.isOwner } = asked;
        const isWhole = reachOf(actor, person) === 'everything';
        if (name !== person.name && !isWhole) throw elsewhere();
        if (isOwner !== person.isOwner && !actor.isOwner) {
          throw new Refusal('forbidden', 'Only an administrator of the installation may appoint or dismiss another.');
        }
        const roles = rolesAfter(actor, person, asked);
        await tx.query('update operators set name = $2, languages = $3, topics = $4, capacity = $5 where id = $1', [
          ...[personId, name, languages],
          ...[topics, capacity],
        ]);
        await setRoles(tx, personId, roles);
        await setOwner(tx, personId, isOwner);
        const after = { ...person, name, languages, topics, capacity, isOwner };
        await writeDown(tx, actorId, person, after, roles);
        return [...roles].filter(([, role]) => role === null).map(([site]) => site);
      }),

    setDisabled: (actorId: string, personId: string, isDisabled: boolean) =>
      change(
        actorId,
        personId,
        null,
        whole(async (tx, person) => {
          if (person.isDisabled === isDisabled) return;
          if (personId === actorId) throw new Refusal('forbidden', 'Nobody disables themselves: ask a colleague.');
          await tx.query('update operators set disabled_at = case when $2 then now() end where id = $1', [
            personId,
            isDisabled,
          ]);
          if (isDisabled) await endSessions(tx, personId, null);
          await createPersonAudit(tx)(isDisabled ? 'person.disabled' : 'person.enabled', actorId, personId, {
            name: person.name,
          });
        }),
      ),

    /** Something that is done to the account as a whole, and written down. */
    act: (actorId: string, personId: string, act: string, work: (tx: pg.PoolClient, person: PersonRow) => unknown) =>
      change(
        actorId,
        personId,
        null,
        whole(async (tx, person) => {
          await work(tx, person);
          await createPersonAudit(tx)(act, actorId, personId, { name: person.name });
        }),
      ),
  };
}

/** What is asked of sites that the actor administers and that would be another than it is. */
function rolesAfter(actor: Standing, person: PersonRow, { roles }: AskedOfPerson): Map<string, string | null> {
  const mine = administeredBy(actor);
  const asked = new Map(roles.map(({ site, role }) => [site, role]));
  for (const site of asked.keys()) if (!mine.has(site)) throw notFound();
  return new Map([...asked].filter(([site, role]) => roleOn(person, site) !== role));
}

const roleOn = ({ roles }: Standing, site: string) => roles.find((one) => one.site === site)?.role ?? null;

async function setRoles(tx: pg.PoolClient, personId: string, roles: Map<string, string | null>): Promise<void> {
  for (const [site, role] of roles) {
    if (role === null) {
      await tx.query('delete from memberships where operator_id = $1 and site_id = $2', [personId, site]);
    } else {
      await tx.query(
        `insert into memberships (operator_id, site_id, role) values ($1, $2, $3)
         on conflict (operator_id, site_id) do update set role = $3`,
        [personId, site, role],
      );
    }
  }
}

async function setOwner(tx: pg.PoolClient, personId: string, isOwner: boolean): Promise<void> {
  if (isOwner) await tx.query('insert into administrators values ($1) on conflict do nothing', [personId]);
  else await tx.query('delete from administrators where operator_id = $1', [personId]);
}

async function refuseLeaderless(tx: pg.PoolClient, before: PersonRow): Promise<void> {
  if (before.isDisabled) return;
  const [site] = await leaderless(tx, [...administeredBy(before)]);
  if (site) {
    throw new Refusal('forbidden', `“${site}” would be left without an administrator: appoint another one first.`, {
      fields: { last: site },
    });
  }
  if (before.isOwner && !(await hasOwner(tx))) {
    throw new Refusal('forbidden', 'The installation would be left without an administrator: appoint another first.', {
      fields: { last: '' },
    });
  }
}

/** A row on each site that it concerns; what concerns none is written down all the same. */
async function writeDown(
  tx: pg.PoolClient,
  actorId: string,
  before: PersonRow,
  after: PersonRow,
  roles: Map<string, string | null>,
): Promise<void> {
  const audit = createAudit(tx);
  const [was, is] = [settled(before), settled(after)];
  const hasChanged = !isDeepStrictEqual(was, is);
  const sites = new Set<string | null>([...roles.keys(), ...(hasChanged ? before.roles.map(({ site }) => site) : [])]);
  if (sites.size === 0 && hasChanged) sites.add(null);
  for (const site of sites) {
    const role = { before: site && roleOn(before, site), after: site && (roles.get(site) ?? null) };
    await audit('person.changed', actorId, site, {
      ...{ person: before.id, name: after.name },
      before: { ...(hasChanged && was), ...(roles.has(site ?? '') && { role: role.before }) },
      after: { ...(hasChanged && is), ...(roles.has(site ?? '') && { role: role.after }) },
    });
  }
}

function settled({ name, languages, topics, capacity, isOwner }: PersonRow): object {
  return { name, languages, topics, capacity, isOwner };
}

/** Of what a program asks for: whoever could make an administrator, or be left as the only one, has the site. */
export function ofAdministrators(): Refusal {
  return new Refusal('forbidden', 'Administrators are made, changed and dismissed by people on their own page.');
}

function elsewhere(): Refusal {
  return new Refusal('forbidden', 'They work for sites that are not yours, too: only what they are on yours is yours.');
}
