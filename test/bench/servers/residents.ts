/** Signed players, each with a conversation that an operator has taken, written as the relay's log writes them. */
import { signedContactId } from '@touchline/relay/contacts/contact-id.ts';
import { itemOf, placeEvents, type Submission } from '@touchline/relay/conversations/batch.ts';
import { type AppendItem, createConversationStore } from '@touchline/relay/conversations/store.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import { apply, type Conversation, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { type Command, decide } from '@touchline/shared/decide.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { TestOperator } from '../../support/relay.ts';

export type Resident = { externalId: string; conversation: string };

const AT_ONCE = 500;

export async function settle(
  db: Database,
  siteId: string,
  { id, name }: TestOperator,
  count: number,
): Promise<Resident[]> {
  const store = createConversationStore(db);
  const residents: Resident[] = [];
  const operator = { id, name };
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, i) => ({
      externalId: `player-${from + i}`,
      conversation: newId(Date.now()),
    }));
    const contacts = some.map(({ externalId }) => signedContactId(siteId, externalId));
    await db.query(
      `insert into contacts (id, site_id, external_id)
       select k.id, $1, k.external_id from unnest($2::uuid[], $3::text[]) k(id, external_id)`,
      [siteId, contacts, some.map(({ externalId }) => externalId)],
    );
    await db.query(
      `insert into conversations (id, site_id, contact_id, language)
       select c.id, $1, c.contact_id, 'en' from unnest($2::uuid[], $3::uuid[]) c(id, contact_id)`,
      [siteId, some.map(({ conversation }) => conversation), contacts],
    );
    let states = some.map(() => NEW_CONVERSATION);
    const say = async (command: (clientId: string) => Command, author: Submission['author']) => {
      const written = some.map(({ conversation }, i) => {
        const clientId = newId(Date.now());
        return write(conversation, clientId, author, command(clientId), states[i] ?? NEW_CONVERSATION);
      });
      await store.append(written.map(({ item }) => item));
      states = written.map(({ after }) => after);
    };
    const player = { kind: 'player' } as const;
    await say(
      (clientId) => ({ type: 'post', by: player, clientId, text: 'Where is my deposit?', topic: null, language: 'en' }),
      player,
    );
    await say(() => ({ type: 'take', operator }), { kind: 'operator', ...operator });
    residents.push(...some);
  }
  return residents;
}

function write(
  conversation: string,
  clientId: string,
  author: Submission['author'],
  command: Command,
  before: Conversation,
): { item: AppendItem; after: Conversation } {
  const decision = decide(before, command);
  if ('refused' in decision) throw new Error(`${command.type} is refused: ${decision.refused}`);
  const drafts = decision.events;
  const after = placeEvents(drafts, before.seq + 1, 0).reduce(apply, before);
  return { item: itemOf({ conversation, command, author, clientId }, before, after, drafts), after };
}
