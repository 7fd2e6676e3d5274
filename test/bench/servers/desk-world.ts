/**
 * A desk of five brands, of which a second operator sees only two: a past of months, a present of some hundred
 * conversations, one of them very long; and a sixth brand, of another operator, on whose worst evening thousands wait.
 */
import { signedContactId } from '@touchline/relay/contacts/contact-id.ts';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { createTeamStore } from '@touchline/relay/teams/store.ts';
import type { OperatorRef } from '@touchline/shared/conversation.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import { newId } from '@touchline/shared/wire.ts';
import { type Chatter, createChatter } from '../../support/chatter.ts';
import { fillDesks } from '../../support/full-queue.ts';
import { createOperator, createSite, type TestOperator } from '../../support/relay.ts';
import { type Fate, liveThrough, type People } from './desk-fates.ts';
import { type Held, writeTalks } from './desk-rows.ts';
import { createTalk, type Talk } from './desk-talk.ts';

/** `waiting`: so many at once on the sixth brand. `now`: when the newest of them began, in ms. */
export type DeskSize = { conversations: number; waiting: number; long: number; now: number };

export type DeskWorld = {
  sites: Site[];
  /** Of all five brands, of two of them, of the sixth. */
  operator: TestOperator;
  ofTwo: TestOperator;
  ofRush: TestOperator;
  rush: Site;
  waiting: number;
  /** The conversation of `long` messages; the operator's. */
  longId: string;
  messages: number;
  /** Some, as they were decided. */
  sample: Talk[];
};

const NAMES = ['Fairplay', 'Winfield', 'Halftime', 'Corner', 'Overtime'];
/** Of each brand's conversations; what is left is the last's. */
const SHARES = [0.4, 0.65, 0.8, 0.92];
const COLLEAGUES = 40;
const AT_ONCE = 1_000;
const PAST_MS = 120 * 86_400_000;
/** Of the newest, so many are still under way. */
const NEWEST_SHARE = 1 / 80;
const ALIVE: Fate[] = [
  'waiting',
  'waiting',
  'waiting',
  'open',
  'open',
  'open',
  'open',
  'snoozed',
  'escalated',
  'resolved',
];
const SAMPLE_EVERY = 997;

export async function fillDesk(db: Database, size: DeskSize): Promise<DeskWorld> {
  const chatter = createChatter(21);
  const sites = await Promise.all(NAMES.map((name) => createSite(db, { name, languages: [...LOCALES] })));
  const rush = await createSite(db, { name: 'Cup Final', languages: [...LOCALES] });
  const [first, , third] = sites as [Site, Site, Site];
  const operator = await hire(db, sites, 'Alesia');
  const ofTwo = await hire(db, [first, third], 'Vera');
  const ofRush = await hire(db, [rush], 'Rauf');
  const peopleOf = new Map<string, People>();
  for (const site of [...sites, rush]) peopleOf.set(site.id, await staff(db, site, site === rush ? ofRush : operator));

  const sample: Talk[] = [];
  let messages = 0;
  let told: Held[] = [];
  const tell = async (site: Site, at: number, fate: Fate, count?: number): Promise<Talk> => {
    const talk = createTalk(newId(at), at);
    liveThrough(talk, fate, peopleOf.get(site.id) as People, chatter, count);
    messages += talk.events.filter(({ type }) => type === 'message').length;
    told.push({ talk, contact: playerOf(site, chatter, size.conversations) });
    if (told.length >= AT_ONCE) await write();
    return talk;
  };
  const write = async () => {
    const held = told;
    told = [];
    await writeTalks(db, held);
  };

  const newest = size.conversations * (1 - NEWEST_SHARE);
  for (let i = 0; i < size.conversations; i++) {
    const share = chatter.random();
    const site = sites[SHARES.filter((upTo) => share >= upTo).length] as Site;
    const at = Math.round(size.now - PAST_MS * (1 - i / size.conversations));
    const talk = await tell(site, at, i < newest ? 'resolved' : chatter.pick(ALIVE));
    if (i % SAMPLE_EVERY === 0) sample.push(talk);
  }
  for (let i = 0; i < size.waiting; i++) await tell(rush, size.now - (size.waiting - i) * 1_000, 'waiting');
  const { id: longId } = await longTalk(first, operator);
  await write();
  await db.query('vacuum analyze');
  return { sites, operator, ofTwo, ofRush, rush, waiting: size.waiting, longId, messages, sample };

  async function longTalk(site: Site, owner: TestOperator): Promise<Talk> {
    const { team } = peopleOf.get(site.id) as People;
    peopleOf.set(site.id, { operators: [{ id: owner.id, name: owner.name }], team });
    return tell(site, size.now - size.long * 60_000, 'open', size.long);
  }
}

async function hire(db: Database, sites: Site[], name: string): Promise<TestOperator> {
  const operator = await createOperator(db, sites, { name });
  const languages = { en: 'native', ru: 'fluent' } as const;
  await createOperatorStore(db).equip(operator.id, { languages, topics: null, capacity: 10 });
  return operator;
}

/** Colleagues who are there, so that nothing of theirs is taken back, and a team of some. */
async function staff(db: Database, site: Site, { id, name }: TestOperator): Promise<People> {
  await fillDesks(db, site, COLLEAGUES, 1_000);
  const { rows: operators } = await db.query<OperatorRef>(
    'select o.id, o.name from operators o join memberships m on m.operator_id = o.id where m.site_id = $1 order by o.id',
    [site.id],
  );
  const team = { id: newId(0), name: 'Payments' };
  const members = operators.slice(0, 5).map((one) => one.id);
  await createTeamStore(db).save(site.id, team.id, { name: team.name, members, version: 0 }, id);
  return { operators: [...operators.filter((one) => one.id !== id), { id, name }], team };
}

/** Many come again, if they are known by name; the others each once. */
function playerOf(site: Site, chatter: Chatter, conversations: number): Held['contact'] {
  const siteId = site.id;
  if (chatter.random() < 0.35) return { id: newId(0), siteId, externalId: null, name: null, claims: {} };
  const externalId = `player-${Math.floor(chatter.random() * conversations * 0.3)}`;
  const name = chatter.random() < 0.9 ? `${chatter.word('pl')} ${chatter.word('en')}` : null;
  const claims: Record<string, string> = chatter.random() < 0.1 ? { tier: chatter.pick(['silver', 'gold']) } : {};
  return { id: signedContactId(siteId, externalId), siteId, externalId, name, claims };
}
