/**
 * Conversations in which every field holds hostile texts, on a site that is full of them: see hostile-site.ts. One holds
 * all of them, each as a message, as what it is about and as a note; in one an operator wrote them all; and each portion
 * of them stands on a list.
 */
import { DESK_VIEWS, type DeskView } from '@touchline/shared/up.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { connectOperator, connectPlayer } from './frame-client.ts';
import { PORTIONS, STORABLE, storable } from './hostile-portions.ts';
import { setHostileSite } from './hostile-site.ts';
import { identityToken } from './identity-tokens.ts';
import { PDF } from './pictures.ts';
import { pipelined } from './pipelined.ts';
import { freshId, linkTo, type Speaker, send } from './sending-files.ts';
import { SITE_KEY } from './stage.ts';

export type HostileWorld = Awaited<ReturnType<typeof setHostileWorld>>;

const FILES = 10;
const TAGS = 5;
const OVER = 6;
/** So many messages share what they are about: a title has room for that many texts. */
const ABOUT = 2;

export async function setHostileWorld() {
  const hostile = await setHostileSite();
  const { db, relay, site, cookie, ask, teams } = hostile;
  const desk = await connectOperator(relay.url, cookie);
  const operate = pipelined(desk);

  async function playerCalled(name: string, page: string) {
    const [tier, kyc] = [storable(9).slice(0, 40), storable(10).slice(0, 40)];
    const identity = await identityToken(site, { sub: crypto.randomUUID(), name: name.slice(0, 100), tier, kyc });
    const where = { url: 'https://brand.example/a', title: page.slice(0, 200) };
    return connectPlayer(relay.url, site, { identity, page: where });
  }

  /** Stored and not yet sent; their ids. */
  async function filesOf(client: Speaker, conversation: string, headers = {}): Promise<string[]> {
    const put = async (i: number) => {
      const name = `${storable(i * 30).replaceAll('/', '_')}.pdf`;
      return send(relay.url, client, conversation, { name, contentType: 'application/pdf', bytes: PDF }, headers);
    };
    const sent = await Promise.all(Array.from({ length: FILES }, (_, i) => put(i)));
    return sent.map(({ clientId }) => clientId);
  }

  /** Each text as a message of its player's and as a note; what they are about holds several. */
  async function withEverything(conversation: string) {
    const player = await playerCalled(storable(100), storable(101));
    const write = pipelined(player);
    await write(
      ...STORABLE.map((text, i) => {
        const title = STORABLE.slice(i, i + ABOUT)
          .join(' ')
          .slice(0, 200);
        const about = { kind: 'bet' as const, id: text.slice(0, 100), title, url: text, signed: false as const };
        return { type: 'post' as const, conversation, text, ...(i % ABOUT === 0 && { about }) };
      }),
    );
    await write({ type: 'post', conversation, text: '', files: await filesOf(player, conversation) });
    await operate(
      { type: 'take', conversation },
      ...STORABLE.map((text) => ({ type: 'note' as const, conversation, text })),
    );
    player.close();
  }

  async function withPortion(conversation: string, portion: string, i: number) {
    const player = await playerCalled(portion, portion);
    const write = pipelined(player);
    await write({ type: 'post', conversation, text: portion });
    const add = Array.from({ length: TAGS }, (_, at) => storable(i * 15 + at * 3).slice(0, 40));
    await operate({ type: 'tag', conversation, add });
    const take = { type: 'take', conversation } as const;
    if (i % 6 === 0) {
      await operate(take, { type: 'resolve', conversation });
      const marks = { solved: true, speed: 1, courtesy: 1, competence: 1 };
      await write({ type: 'rate', conversation, rating: { ...marks, comment: portion } });
    }
    if (i % 6 === 1) await operate({ type: 'transfer', conversation, note: portion });
    if (i % 6 === 2) await operate({ type: 'transfer', conversation, team: teams[i] as string, note: portion });
    if (i % 6 === 3) await operate(take, { type: 'snooze', conversation, until: null });
    if (i % 6 === 4) await operate(take);
    const contact = `contacts/${player.ready.contact}`;
    await ask(`${contact}/notes`, 'POST', { id: freshId(), text: portion });
    await ask(`${contact}/block`, 'PUT', { term: 'day', reason: portion.slice(0, 200) });
    player.close();
  }

  /** Of somebody without a name: one in which an operator wrote them all, and others that are over. */
  async function ofGuest(token: string, conversation: string) {
    const guest = await connectPlayer(relay.url, site, { token });
    const write = pipelined(guest);
    await write({ type: 'post', conversation, text: storable(0) });
    await operate({ type: 'take', conversation });
    const files = await filesOf(desk, conversation, { cookie, origin: relay.url });
    await operate(...STORABLE.map((text) => ({ type: 'post' as const, conversation, text, seen: 1_000_000 })), {
      type: 'post',
      conversation,
      text: '',
      files,
      seen: 1_000_000,
    });
    for (const portion of PORTIONS.slice(0, OVER)) {
      const over = freshId();
      const title = portion.slice(0, 200);
      const about = { kind: 'bet', id: portion.slice(0, 100), title, url: title, signed: false } as const;
      await write({ type: 'post', conversation: over, text: portion, about });
      await operate({ type: 'take', conversation: over }, { type: 'resolve', conversation: over });
    }
    guest.close();
  }

  const [everything, answered, token] = [freshId(), freshId(), newToken()];
  const conversations = PORTIONS.map(() => freshId());
  await Promise.all([
    withEverything(everything),
    ofGuest(token, answered),
    ...PORTIONS.map((portion, i) => withPortion(conversations[i] as string, portion, i)),
  ]);

  // The relay takes out of a file's name what a system takes for more than a name; a page must not rely on that.
  await db.query(
    `update events set data = jsonb_set(data, '{files}', (
       select jsonb_agg(file || jsonb_build_object('name', $1::jsonb -> (place::int - 1)) order by place)
       from jsonb_array_elements(data->'files') with ordinality as named(file, place)))
     where data ? 'files'`,
    [JSON.stringify(Array.from({ length: FILES }, (_, i) => storable(i * 35)))],
  );

  const rows = new Map<DeskView, number>();
  for (const view of DESK_VIEWS) {
    desk.send({ type: 'list', view });
    rows.set(view, (await desk.next('list')).rows.length);
  }
  desk.close();

  return {
    ...hostile,
    everything,
    answered,
    over: OVER,
    files: FILES,
    /** Of a portion each, in the order of `PORTIONS`. */
    conversations,
    /** How many stand on each list. */
    rows,
    /** What the guest's browser keeps, by its name in the storage of the site's pages. */
    kept: [`touchline:${SITE_KEY}:person`, JSON.stringify({ token, conversation: answered })] as [string, string],
    /** Of its messages, as they are stored: what no text may hold is repaired. */
    async textsOf(conversation: string): Promise<string[]> {
      const { rows } = await db.query<{ text: string }>(
        `select data->>'text' as text from events where conversation_id = $1 and type = 'message' and data->>'text' <> ''`,
        [conversation],
      );
      return rows.map(({ text }) => text);
    },
    /** Where the transcript of the conversation with everything lies, for the operator who is signed in. */
    async transcript(): Promise<string> {
      const reader = await connectOperator(relay.url, cookie);
      const { url } = await linkTo(reader, everything, 'transcript');
      reader.close();
      return `${relay.url}/${url}`;
    },
  };
}
