/**
 * A site whose own fields hold hostile texts: its name and greeting, its operators, teams, replies and terms. What a
 * route takes letters only for is put into the database as it is: no page may rely on what stands before it.
 */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { PORTIONS, storable } from './hostile-portions.ts';
import { createOperator, signIn, TEST_ORIGIN } from './relay.ts';
import { freshId } from './sending-files.ts';
import { setStage } from './stage.ts';

export type HostileSite = Awaited<ReturnType<typeof setHostileSite>>;

/** How many a page lists of each: replies, terms, teams, colleagues. */
const LISTED = PORTIONS.length;
/** As long as one of a glossary may be. */
const form = (i: number) => storable(i).slice(0, 80).trim();
const listed = <One>(make: (i: number) => One): One[] => Array.from({ length: LISTED }, (_, i) => make(i));

export async function setHostileSite() {
  const stage = await setStage({ origins: [TEST_ORIGIN] });
  const { db, relay, site } = stage;
  const settings = {
    greeting: { en: storable(41) },
    notices: [1, 2, 3].map((i) => ({ label: { en: storable(i * 50) } })),
  };
  const glossary = listed((i) => ({ en: [form(i * 9)], ru: [form(i * 9 + 1)] }));
  await db.query(
    'update sites set name = $2, settings = settings || $3::jsonb, translation = translation || $4::jsonb where id = $1',
    [site.id, storable(40), JSON.stringify(settings), JSON.stringify({ glossary })],
  );
  const me = await createOperator(db, [site], { name: storable(17), role: 'admin', isAdministrator: true });
  const operators = createOperatorStore(db);
  const hire = async (name: string) => {
    const operator = { id: freshId(), name, email: `${freshId()}@brand.example`, passwordHash: 'nobody’s' };
    await operators.create({ ...operator, isAdministrator: false });
    await operators.join(operator.id, site.id, 'operator');
  };
  await Promise.all(listed((i) => hire(storable(i * 11))));
  const cookie = await signIn(relay.url, me);

  async function ask(path: string, method: string, body: object): Promise<void> {
    const headers = { cookie, origin: relay.url, 'content-type': 'application/json' };
    const response = await fetch(`${relay.url}/api/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
  }

  await ask('me/aliases', 'PUT', { site: site.id, alias: storable(60).slice(0, 60) });
  const teams = listed(() => freshId());
  const fill = async (team: string, i: number) => {
    const name = storable(i * 4).slice(0, 60);
    await ask(`sites/${site.id}/teams/${team}`, 'PUT', { name, members: [], version: 0 });
    await db.query('insert into canned_replies (site_id, id, shortcut, texts) values ($1, $2, $3, $4)', [
      ...[site.id, freshId(), storable(i * 7)],
      { en: PORTIONS[i], ru: storable(i * 8 + 1) },
    ]);
  };
  await Promise.all(teams.map(fill));
  return { ...stage, me, cookie, ask, teams };
}
