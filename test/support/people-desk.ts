/** Whoever runs a site, asking its relay over HTTP. */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Invitation, LinkMade, Person, PersonChange, Staff } from '@touchline/shared/staff.ts';
import { createOperator, createSite, signIn, type TestOperator } from './relay.ts';

export type Asking = ReturnType<typeof asking>;

/** By a cookie, or by nobody. */
export function asking(relayUrl: string, cookie = '') {
  return async (method: string, path: string, body?: object) => {
    const response = await fetch(`${relayUrl}/api/${path}`, {
      method,
      headers: { ...(cookie && { cookie }), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const set = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { status: response.status, text, cookie: set, ...(text ? JSON.parse(text) : {}) };
  };
}

/** An administrator, or whoever else looks at the people of a site. */
export async function peopleDesk(relayUrl: string, operator: TestOperator) {
  const cookie = await signIn(relayUrl, operator);
  const ask = asking(relayUrl, cookie);
  const look = async (): Promise<Staff> => ask('GET', 'people');
  const person = async (id: string): Promise<Person | undefined> =>
    (await look()).people.find((someone) => someone.id === id);
  return {
    ...{ cookie, ask, look, person },
    /** As it stands, with what is changed of it. */
    async change(id: string, change: Partial<PersonChange>) {
      const known = await person(id);
      if (!known) throw new Error('nobody whom this reader sees');
      const { name, languages, topics, capacity, isOwner, version } = known;
      return ask('PUT', `people/${id}`, { name, languages, topics, capacity, isOwner, version, roles: [], ...change });
    },
    disable: (id: string, isDisabled = true) => ask('PUT', `people/${id}/disabled`, { isDisabled }),
    invite: (draft: object): Promise<{ status: number; invitation: Invitation; link: LinkMade; text: string }> =>
      ask('POST', 'invitations', { name: 'Nina', languages: {}, topics: null, capacity: 4, ...draft }),
  };
}

/** A site with somebody of each role, and another brand whose administrator is a stranger to it. */
export async function staffedSite(db: Database, relayUrl: string) {
  const [site, other] = [await createSite(db, { name: 'Fairplay' }), await createSite(db, { name: 'Other' })];
  const people = {
    operator: await createOperator(db, [site], { name: 'Rauf' }),
    supervisor: await createOperator(db, [site], { name: 'Vera', role: 'supervisor' }),
    admin: await createOperator(db, [site], { name: 'Alesia', role: 'admin' }),
    stranger: await createOperator(db, [other], { name: 'Marek', role: 'admin' }),
    both: await createOperator(db, [site, other], { name: 'Ksenia' }),
  };
  return { site, other, ...people, admins: await peopleDesk(relayUrl, people.admin) };
}
