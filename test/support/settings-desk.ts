/** An administrator of a site at the settings, over HTTP. */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import type { OperatorRole } from '@touchline/shared/people.ts';
import type { Held, SectionName, Sections, SettingsNote, SiteChange } from '@touchline/shared/site-sections.ts';
import { createOperator, signIn } from './relay.ts';

type Answer<Body> = {
  status: number;
  error?: { kind: string; message: string; fields?: Record<string, string> };
} & Body;
type Settings = { [Name in SectionName]: Held<Name> };

export type SettingsDesk = Awaited<ReturnType<typeof settingsDesk>>;

export async function settingsDesk(
  db: Database,
  url: string,
  site: Site,
  { name = 'Owner', role = 'admin' as OperatorRole } = {},
) {
  const person = await createOperator(db, [site], { name, role });
  const cookie = await signIn(url, person);

  async function ask<Body>(method: string, path: string, body?: object): Promise<Answer<Body>> {
    const response = await fetch(`${url}/api/sites/${site.id}/${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, ...(text && JSON.parse(text)) };
  }

  const read = async () => (await ask<{ settings: Settings }>('GET', 'settings')).settings;
  const put = <Name extends SectionName>(name: Name, wish: { version: number; value: Sections[Name]; try?: boolean }) =>
    ask<{ held: Held<Name>; notes: SettingsNote[] }>('PUT', `settings/${name}`, wish);

  return {
    person,
    cookie,
    ask,
    read,
    put,
    /** On what holds now. */
    async settle<Name extends SectionName>(name: Name, value: Partial<Sections[Name]>) {
      const held = (await read())[name];
      const answer = await put(name, { version: held.version, value: { ...held.value, ...value } as Sections[Name] });
      if (answer.status !== 200) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`);
      return answer;
    },
    revert: (name: SectionName, version: number, to: number) =>
      ask<{ held: Held }>('POST', `settings/${name}/revert`, { version, to }),
    history: (query = '') => ask<{ changes: SiteChange[]; next: string | null }>('GET', `settings-history${query}`),
  };
}
