/**
 * A player who has left a word of their own in every place that takes one, and operators who wrote about them in every
 * place that they have. `words` says which word is where.
 */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { newToken } from '@touchline/shared/wire.ts';
import { until as untilWithin } from './conditions.ts';
import { contactDesk, id } from './contact-desk.ts';
import { connectPlayer } from './frame-client.ts';
import { identityToken } from './identity-tokens.ts';
import { PDF } from './pictures.ts';
import { marker } from './privacy-scan.ts';
import { reversedText } from './providers.ts';
import { createOperator, createSite, TEST_ORIGIN } from './relay.ts';
import { send } from './sending-files.ts';

/** For the relay: what it is asked comes back as Russian, with the markers reversed behind it, and is kept in the cache. */
export const turning = {
  name: 'turning',
  host: 'turning.example',
  supports: () => true,
  translate: async ({ texts }: { texts: string[] }) =>
    texts.map(
      (text) => `Это перевод сообщения на русский язык, деньги пока ещё в пути: ${markersOf(text).map(reversedText)}`,
    ),
};

const markersOf = (text: string) => text.match(/zq\w+/g) ?? [];

/** Much happens for one player, and a machine may be slow. */
const until = (what: string, holds: () => Promise<boolean>) => untilWithin(what, holds, 60_000);

export const translatedSite = (db: Database) =>
  createSite(db, {
    languages: ['be', 'ru', 'en'],
    defaultLanguage: 'ru',
    translation: translationRules.parse({ accepted: [{ provider: 'turning', by: 'admin', at: 0 }] }),
  });

const SAID = 'Добры дзень, мае грошы яшчэ не прыйшлі на картку, дапамажыце калі ласка';

export type MarkedPlayer = Awaited<ReturnType<typeof markedPlayer>>;

export async function markedPlayer(db: Database, relayUrl: string, site: Site, { isBlocked = true } = {}) {
  const words: Record<string, string> = {};
  const word = (place: string): string => {
    words[place] = marker(place);
    return words[place];
  };
  const admin = await createOperator(db, [site], { role: 'admin', name: 'Alesia' });
  const operator = await createOperator(db, [site], { name: 'Vera' });
  await db.query(`update operators set languages = '{"ru": "native"}' where id = any($1::uuid[])`, [
    [admin.id, operator.id],
  ]);
  const colleague = await contactDesk(relayUrl, operator);
  const supervisor = await contactDesk(relayUrl, admin);

  // Before they sign in: an anonymous contact, which is merged.
  const token = newToken();
  const page = { url: `${TEST_ORIGIN}/${word('page')}`, title: word('title') };
  const guest = await connectPlayer(relayUrl, site, { token, locale: 'be', page });
  const first = id();
  await posted(guest, { conversation: first, text: `${SAID} ${word('guest')}` });
  guest.close();

  const sub = word('external');
  const email = `${word('email')}@example.com`;
  const claims = { sub, name: word('name'), email, phone: '+375 29 123 45 67', balance: '10.00', currency: 'BYN' };
  const identity = () => identityToken(site, claims);
  const player = await connectPlayer(relayUrl, site, { identity: await identity(), token, locale: 'be', page });
  const conversation = id();
  const file = await send(relayUrl, player, await begun(), {
    name: `${word('file')}.pdf`,
    contentType: 'application/pdf',
    bytes: Buffer.concat([PDF, Buffer.from(`\n% ${word('bytes')}\n`)]),
  });
  const about = { kind: 'bet' as const, id: word('bet'), title: word('subject'), signed: false };
  await posted(player, { conversation, text: word('caption'), files: [file.clientId], about });
  await until('the messages are translated', async () => {
    const { rows } = await db.query<{ count: number }>(
      `select count(*) as count from events where conversation_id = any($1::uuid[]) and type = 'translated' and data->>'text' is not null`,
      [[first, conversation]],
    );
    return (rows[0]?.count ?? 0) >= 2;
  });

  await colleague.answer(conversation, `Здравствуйте, деньги уже в пути к вам, подождите ${word('answer')}`);
  const command = async (desk: typeof colleague, frame: object) => {
    const clientId = id();
    desk.send({ ...frame, conversation, clientId } as never);
    await desk.next('ack', (ack) => ack.clientId === clientId);
  };
  await command(colleague, { type: 'note', text: word('note') });
  await command(supervisor, { type: 'whisper', to: operator.id, text: word('whisper') });
  await command(colleague, { type: 'tag', add: [word('tag')] });
  await command(colleague, { type: 'transfer', to: admin.id, note: word('transfer') });
  await supervisor.answer(conversation, 'Всё хорошо, деньги уже пришли, проверьте пожалуйста');
  await supervisor.resolve(conversation);
  const rating = { solved: true, speed: 4, courtesy: 5, competence: null, comment: word('comment') };
  const rated = id();
  player.send({ type: 'rate', conversation, clientId: rated, rating });
  await player.next('ack', (ack) => ack.clientId === rated);
  const contact = player.ready.contact;
  await supervisor.ask('POST', `contacts/${contact}/notes`, { id: id(), text: word('contactnote') });
  await supervisor.ask('POST', `contacts/${contact}/reveal`, { field: 'email', reason: word('reveal') });
  if (isBlocked) await supervisor.ask('PUT', `contacts/${contact}/block`, { term: 'hour', reason: word('block') });
  await until('it can be searched', async () => {
    const { rowCount } = await db.query('select 1 from search_texts where folded like $1', [`%${words.caption}%`]);
    return rowCount === 1;
  });

  return {
    words,
    all: Object.values(words),
    contact,
    conversations: [first, conversation],
    conversation,
    file: file.clientId,
    email,
    sub,
    identity,
    token,
    player,
    admin,
    operator,
    supervisor,
    colleague,
    async close() {
      for (const one of [player, supervisor, colleague]) one.close();
    },
  };

  async function begun(): Promise<string> {
    await posted(player, { conversation, text: `${SAID} ${word('message')}`, topic: 'payments' });
    return conversation;
  }
}

type Speaker = Awaited<ReturnType<typeof connectPlayer>>;

export async function posted(player: Speaker, frame: object): Promise<void> {
  const clientId = id();
  player.send({ type: 'post', clientId, ...frame } as never);
  await player.next('ack', (ack) => ack.clientId === clientId);
}
