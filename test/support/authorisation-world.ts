/** People of two sites and what is theirs, for the authorisation matrix. */
import { readdirSync } from 'node:fs';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { SESSION_COOKIE } from '@touchline/relay/platform/auth.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId, newToken } from '@touchline/shared/wire.ts';
import { createFiles } from './authorisation-files.ts';
import { type DeskRole, isDeskRole, type Role, type Standing } from './authorisation-roles.ts';
import { createStaff } from './authorisation-staff.ts';
import { connectOperator, connectPlayer } from './frame-client.ts';
import { identityToken } from './identity-tokens.ts';
import { createOperator, createSite, TEST_ORIGIN, type TestOperator } from './relay.ts';

export const METRICS_TOKEN = 'a token for the metrics';
const id = () => newId(systemClock.now());

export type World = Awaited<ReturnType<typeof createWorld>>;

export async function createWorld(db: Database, relayUrl: () => string) {
  const site = await createSite(db);
  const foreignSite = await createSite(db, { origins: ['https://other.example'] });
  /** Supervisor and administrator are mere operators here, which is not enough to see or change what it is set to. */
  const sideSite = await createSite(db);
  const operators = {
    operator: await createOperator(db, [site]),
    colleague: await createOperator(db, [site], { name: 'Rauf' }),
    supervisor: await createOperator(db, [site], { name: 'Vera', role: 'supervisor' }),
    admin: await createOperator(db, [site], { role: 'admin', isAdministrator: true }),
  };
  /** Who answer on the other sites only. */
  const elsewhere = {
    other: await createOperator(db, [sideSite], { name: 'Iryna' }),
    otherSite: await createOperator(db, [foreignSite], { name: 'Marek' }),
  };
  const store = createOperatorStore(db);
  for (const { id } of [operators.supervisor, operators.admin]) await store.join(id, sideSite.id, 'operator');
  const tokens = { anonymous: newToken(), stranger: newToken() };
  const sub = 'player-7';
  let counter = 0;

  /** Signing in by the route would meet its limits. */
  async function cookieOf({ id: operatorId }: TestOperator): Promise<string> {
    const token = newToken();
    await store.openSession(token, operatorId, 60_000);
    return `${SESSION_COOKIE}=${token}`;
  }

  const deskOf = async (role: DeskRole | 'colleague') => connectOperator(relayUrl(), await cookieOf(operators[role]));

  const identity = () => identityToken(site, { sub });

  const siteOfPlayer = (by: string) => (by === 'foreigner' ? foreignSite : site);
  async function connectAs(by: 'anonymous' | 'signed' | 'stranger' | 'foreigner') {
    const where = siteOfPlayer(by);
    const hello = by === 'signed' ? { identity: await identity() } : by === 'foreigner' ? {} : { token: tokens[by] };
    return connectPlayer(relayUrl(), where, hello, where.origins[0]);
  }

  /** A conversation that this player has begun with one message. */
  async function begun(by: Parameters<typeof connectAs>[0]): Promise<string> {
    const player = await connectAs(by);
    const conversation = id();
    player.send({ type: 'post', conversation, clientId: id(), text: 'hello' });
    await player.next('ack', (ack) => ack.conversation === conversation);
    player.close();
    return conversation;
  }

  /** Who has written on such a site, and of whom it signs a balance. */
  async function contactOf(standing: Standing): Promise<string> {
    if (standing === 'absent') return id();
    const where = standing === 'otherSite' ? foreignSite : site;
    const signed = { identity: await identityToken(where, { sub: `player-${id()}`, balance: '10.00' }) };
    const player = await connectPlayer(relayUrl(), where, signed, where.origins[0]);
    player.send({ type: 'post', conversation: id(), clientId: id(), text: 'hello' });
    await player.next('ack');
    player.close();
    return player.ready.contact;
  }

  async function taken(conversation: string, by: TestOperator, aside = false): Promise<string> {
    const desk = await connectOperator(relayUrl(), await cookieOf(by));
    desk.send({ type: 'take', conversation, clientId: id() });
    await desk.next('ack');
    if (aside) {
      desk.send({ type: 'snooze', conversation, clientId: id(), until: null });
      await desk.next('ack');
    }
    desk.close();
    return conversation;
  }

  return {
    site,
    foreignSite,
    /** Of the site that is one's own. */
    administrator: operators.admin.id,
    siteId: (standing: Standing) => (standing === 'absent' ? id() : siteOf(standing).id),
    siteKey: (standing: Standing) => (standing === 'absent' ? 'no-such-site' : siteOf(standing).key),
    metricsAuthorisation: (standing: Standing) => `Bearer ${standing === 'own' ? METRICS_TOKEN : 'wrong'}`,
    asset: (of: 'widget' | 'inbox', standing: Standing) =>
      standing === 'own'
        ? (readdirSync(new URL(`../../${of}/dist/assets`, import.meta.url))[0] ?? '')
        : 'other-asset.js',
    credentials: (standing: Standing) => ({
      email: standing === 'absent' ? `${id()}@brand.example` : operators.colleague.email,
      password: standing === 'own' ? operators.colleague.password : 'not the password of anybody',
    }),
    async link(standing: Standing): Promise<string> {
      const token = newToken();
      if (standing === 'absent') return token;
      await store.createLink(token, 'first-run', null, 60_000);
      if (standing !== 'own') await store.newPassword(token, id(), 'no hash');
      return token;
    },
    /** One that is kept ready on such a site. */
    async reply(standing: Standing): Promise<string> {
      const reply = id();
      if (standing === 'absent') return reply;
      await db.query(
        `insert into canned_replies (site_id, id, shortcut, texts) values ($1, $2::uuid, $2::text, '{"en": "Hello"}')`,
        [siteOf(standing).id, reply],
      );
      return reply;
    },
    contact: contactOf,
    /** Whose data is held, if there is such a player. */
    async held(contact: string): Promise<void> {
      await db.query(
        `insert into player_holds (contact_id, site_id, reason, held_by_name)
         select id, site_id, 'a complaint', 'X' from contacts where id = $1`,
        [contact],
      );
    },
    /** A note about a player of that standing; `other`: by a colleague. */
    async contactNote(standing: Standing, role: Role): Promise<{ contact: string; note: string }> {
      const [contact, note] = [await contactOf(standing), id()];
      if (standing === 'absent') return { contact, note };
      const author = standing === 'own' && isDeskRole(role) ? operators[role] : operators.operator;
      await db.query(
        `insert into contact_notes (site_id, id, contact_id, operator_id, operator_name, text)
         values ($1, $2, $3, $4, 'X', 'a note')`,
        [
          (standing === 'otherSite' ? foreignSite : site).id,
          note,
          contact,
          (standing === 'other' ? operators.colleague : author).id,
        ],
      );
      return { contact, note };
    },
    /** One of such a site, without members. */
    async team(standing: Standing): Promise<string> {
      const team = id();
      if (standing === 'absent') return team;
      await db.query('insert into teams (site_id, id, name) values ($1, $2::uuid, $2::text)', [
        siteOf(standing).id,
        team,
      ]);
      return team;
    },
    /** An operator of such a site. */
    colleague(standing: Standing): string {
      if (standing === 'absent') return id();
      return standing === 'own' ? operators.colleague.id : elsewhere[standing].id;
    },
    ...createStaff({ db, siteOf, operators }),
    ...createFiles({
      relayUrl,
      player: connectAs,
      operator: deskOf,
      cookie: (role) => cookieOf(operators[role]),
      origin: (by) => siteOfPlayer(by).origins[0] ?? '',
    }),
    newAdministrator: () => ({ name: 'New', email: `${id()}@brand.example`, password: 'long enough for everybody' }),
    newSite: () => ({
      name: 'New',
      key: `new-site-${++counter}`,
      languages: ['en'],
      defaultLanguage: 'en',
      origins: [TEST_ORIGIN],
    }),

    /** What a browser of this role sends along. A player's proofs are tried wherever they could be mistaken for more. */
    async headers(role: Role): Promise<Record<string, string>> {
      switch (role) {
        case 'nobody':
          return {};
        case 'anonymous':
          return { cookie: `${SESSION_COOKIE}=${tokens.anonymous}`, authorization: `Bearer ${tokens.anonymous}` };
        case 'signed': {
          const jwt = await identity();
          return { cookie: `${SESSION_COOKIE}=${jwt}`, authorization: `Bearer ${jwt}` };
        }
        case 'operator':
        case 'supervisor':
        case 'admin':
          return { cookie: await cookieOf(operators[role]) };
        case 'foreignPage':
          return { cookie: await cookieOf(operators.operator), origin: 'https://evil.example' };
      }
    },

    player: async (role: 'anonymous' | 'signed') =>
      connectPlayer(relayUrl(), site, role === 'signed' ? { identity: await identity() } : { token: tokens.anonymous }),
    operator: deskOf,
    /** Whose own the other site is. */
    foreigner: async () => connectOperator(relayUrl(), await cookieOf(elsewhere.otherSite)),

    /** A fresh conversation of that standing to this role. */
    async conversation(role: 'anonymous' | 'signed' | DeskRole, standing: Standing): Promise<string> {
      if (standing === 'absent') return id();
      if (standing === 'otherSite') return begun('foreigner');
      if (role === 'anonymous' || role === 'signed') return begun(standing === 'own' ? role : 'stranger');
      return taken(await begun('stranger'), standing === 'own' ? operators[role] : operators.colleague);
    },

    /** One of that standing that its operator has put aside. */
    async snoozed(role: DeskRole, standing: Standing): Promise<string> {
      if (standing === 'absent') return id();
      if (standing === 'otherSite') return taken(await begun('foreigner'), elsewhere.otherSite, true);
      return taken(await begun('stranger'), standing === 'own' ? operators[role] : operators.colleague, true);
    },
  };

  function siteOf(standing: Standing) {
    if (standing === 'own') return site;
    return standing === 'other' ? sideSite : foreignSite;
  }
}
