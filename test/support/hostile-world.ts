/**
 * Conversations in which every field holds hostile texts, on a site that is full of them: see hostile-site.ts. One holds
 * all of them, each as a message, as what it is about and as a note; in one an operator wrote them all; and each portion
 * of them stands on a list.
 */
import type { DeskView } from '@touchline/shared/up.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { connectOperator, connectPlayer } from './frame-client.ts';
import { PORTIONS, STORABLE, storable } from './hostile-portions.ts';
import { setHostileSite } from './hostile-site.ts';
import { identityToken } from './identity-tokens.ts';
import { PDF } from './pictures.ts';
import { pipelined } from './pipelined.ts';
import { freshId, type Speaker, send } from './sending-files.ts';
import { SITE_KEY } from './stage.ts';

export type HostileWorld = Awaited<ReturnType<typeof setHostileWorld>>;

const FILES = 10;
const TAGS = 5;
const OVER = 6;

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
    const ids: string[] = [];
    for (let i = 0; i < FILES; i++) {
      const name = `${storable(i * 30).replaceAll('/', '_')}.pdf`;
      const pdf = { name, contentType: 'application/pdf', bytes: PDF };
      ids.push((await send(relay.url, client, conversation, pdf, headers)).clientId);
    }
    return ids;
  }

  const everything = freshId();
  const all = await playerCalled(storable(100), storable(101));
  const write = pipelined(all);
  await write(
    ...STORABLE.map((text) => {
      const about = { kind: 'bet' as const, id: text.slice(0, 100), title: text, url: text, signed: false as const };
      return { type: 'post' as const, conversation: everything, text, about };
    }),
  );
  await write({ type: 'post', conversation: everything, text: '', files: await filesOf(all, everything) });
  await operate(
    { type: 'take', conversation: everything },
    ...STORABLE.map((text) => ({ type: 'note' as const, conversation: everything, text })),
  );

  const conversations: string[] = [];
  for (const [i, portion] of PORTIONS.entries()) {
    const conversation = freshId();
    const player = await playerCalled(portion, portion);
    const writes = pipelined(player);
    await writes({ type: 'post', conversation, text: portion });
    const add = Array.from({ length: TAGS }, (_, at) => storable(i * 15 + at * 3).slice(0, 40));
    await operate({ type: 'tag', conversation, add });
    await ask(`contacts/${player.ready.contact}/notes`, 'POST', { id: freshId(), text: portion });
    const take = { type: 'take', conversation } as const;
    if (i % 6 === 0) {
      await operate(take, { type: 'resolve', conversation });
      const marks = { solved: true, speed: 1, courtesy: 1, competence: 1 };
      await writes({ type: 'rate', conversation, rating: { ...marks, comment: portion } });
    }
    if (i % 6 === 1) await operate({ type: 'transfer', conversation, note: portion });
    if (i % 6 === 2) await operate({ type: 'transfer', conversation, team: teams[i] as string, note: portion });
    if (i % 6 === 3) await operate(take, { type: 'snooze', conversation, until: null });
    if (i % 6 === 4) await operate(take);
    await ask(`contacts/${player.ready.contact}/block`, 'PUT', { term: 'day', reason: portion.slice(0, 200) });
    player.close();
    conversations.push(conversation);
  }

  // Somebody without a name, to whom an operator wrote them all, and whose other conversations are over.
  const token = newToken();
  const guest = await connectPlayer(relay.url, site, { token });
  const answered = freshId();
  const writes = pipelined(guest);
  await writes({ type: 'post', conversation: answered, text: storable(0) });
  await operate({ type: 'take', conversation: answered });
  const files = await filesOf(desk, answered, { cookie, origin: relay.url });
  await operate(...STORABLE.map((text) => ({ type: 'post' as const, conversation: answered, text, seen: 1_000_000 })), {
    type: 'post',
    conversation: answered,
    text: '',
    files,
    seen: 1_000_000,
  });
  for (const portion of PORTIONS.slice(0, OVER)) {
    const conversation = freshId();
    const title = portion.slice(0, 200);
    await writes({
      ...{ type: 'post', conversation, text: portion },
      about: { kind: 'bet', id: portion.slice(0, 100), title, url: title, signed: false },
    });
    await operate({ type: 'take', conversation }, { type: 'resolve', conversation });
  }
  guest.close();

  // The relay takes out of a file's name what a system takes for more than a name; a page must not rely on that.
  await db.query(
    `update events set data = jsonb_set(data, '{files}', (
       select jsonb_agg(file || jsonb_build_object('name', $1::jsonb -> (place::int - 1)) order by place)
       from jsonb_array_elements(data->'files') with ordinality as named(file, place)))
     where data ? 'files'`,
    [JSON.stringify(Array.from({ length: FILES }, (_, i) => storable(i * 35)))],
  );

  return {
    ...hostile,
    everything,
    answered,
    over: OVER,
    files: FILES,
    /** Of a portion each, in the order of `PORTIONS`. */
    conversations,
    async rowsOn(view: DeskView): Promise<number> {
      desk.send({ type: 'list', view });
      return (await desk.next('list', (list) => list.view === view)).rows.length;
    },
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
      desk.send({ type: 'link', conversation: everything, of: 'transcript' });
      return `${relay.url}/${(await desk.next('link')).url}`;
    },
  };
}
