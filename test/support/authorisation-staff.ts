/** Of the authorisation matrix's world: people, invitations, and sign-ins half done. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken } from '@touchline/shared/wire.ts';
import { isDeskRole, type Role, type Standing } from './authorisation-roles.ts';
import { bytesOf, codeOf } from './people-codes.ts';
import { createOperator, type TestOperator } from './relay.ts';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const id = () => newId(systemClock.now());

type Around = {
  db: Database;
  siteOf(standing: Exclude<Standing, 'absent'>): Site;
  /** Who administers such a site. */
  operators: Record<'operator' | 'supervisor' | 'admin', TestOperator>;
};

export function createStaff({ db, siteOf, operators }: Around) {
  const store = createOperatorStore(db);

  async function hashOf(token: string): Promise<Buffer> {
    const { rows } = await db.query<{ hash: Buffer }>('select sha256($1::bytea) as hash', [Buffer.from(token)]);
    return rows[0]?.hash as Buffer;
  }

  async function invitation(standing: Standing, email = `${id()}@brand.example`) {
    const [invited, token] = [id(), `join-${newToken()}`];
    if (standing === 'absent') return { id: invited, token };
    // By one who administers the site, or it would be no invitation.
    const inviter = await createOperator(db, [siteOf(standing)], { role: 'admin' });
    await db.query(
      `insert into invitations (id, token_hash, email, name, capacity, invited_by, expires_at, ended_at)
       values ($1, $2, $3, 'Nina', 4, $4, now() + interval '1 hour', $5)`,
      [invited, await hashOf(token), email, inviter.id, null],
    );
    await db.query(`insert into invitation_roles values ($1, $2, 'operator')`, [invited, siteOf(standing).id]);
    return { id: invited, token };
  }

  return {
    /** On a site of that standing. */
    async person(standing: Standing): Promise<string> {
      return standing === 'absent' ? id() : (await createOperator(db, [siteOf(standing)])).id;
    },
    invitation,
    /** A token that leads somewhere, or was withdrawn. */
    async invitationToken(standing: Standing): Promise<string> {
      const made = await invitation(standing);
      if (standing !== 'own') await db.query('update invitations set ended_at = now() where id = $1', [made.id]);
      return made.token;
    },
    /** For the address of who asks; `other`: for somebody else's. */
    async invitationOf(role: Role, standing: Standing): Promise<string> {
      const email = standing === 'own' && isDeskRole(role) ? operators[role].email : undefined;
      return (await invitation(standing, email)).token;
    },
    /** Of somebody whose password was right. `other`: of whom the time is over. */
    async ticket(standing: Standing, hasFactor: boolean): Promise<{ ticket: string; code: string }> {
      const ticket = newToken();
      const someone = await createOperator(db, []);
      await db.query('insert into second_factors (operator_id, secret, confirmed_at) values ($1, $2, $3)', [
        ...[someone.id, bytesOf(SECRET)],
        hasFactor ? new Date(systemClock.now()) : null,
      ]);
      if (standing !== 'absent') await store.openTicket(ticket, someone.id, standing === 'own' ? 60_000 : -1);
      return { ticket, code: codeOf(SECRET) };
    },
    async session(role: Role, standing: Standing): Promise<string> {
      if (standing === 'absent') return id();
      const theirs = standing === 'own' && isDeskRole(role) ? operators[role] : await createOperator(db, []);
      const token = newToken();
      await store.openSession(token, theirs.id, 60_000);
      const { rows } = await db.query<{ id: string }>('select id from operator_sessions where token_hash = $1', [
        await hashOf(token),
      ]);
      return rows[0]?.id ?? '';
    },
  };
}
