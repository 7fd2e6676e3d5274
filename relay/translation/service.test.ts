/** Several relays that translate one conversation, on a real database. */
import { systemClock } from '@touchline/shared/clock.ts';
import { apply, type Event, NEW_CONVERSATION } from '@touchline/shared/conversation.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { changeAppend } from '../../test/support/plants.ts';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createOperator, createSite } from '../../test/support/relay.ts';
import { createContactStore } from '../contacts/store.ts';
import type { Submission } from '../conversations/batch.ts';
import { createLog } from '../conversations/log.ts';
import { createStateCache } from '../conversations/states.ts';
import { createConversationStore } from '../conversations/store.ts';
import { createMetrics } from '../platform/metrics.ts';
import type { Database } from '../platform/postgres.ts';
import { createTranslation, type TranslationDeps } from './service.ts';
import { createTranslationStore } from './store.ts';
import type { Rendering, TranslationRequest } from './translator.ts';

const { db } = await createTestDatabase();
const id = () => newId(systemClock.now());
const player = { kind: 'player' } as const;
const translation = translationRules.parse({ accepted: [{ provider: 'p', by: 'a', at: 0 }] });
const site = await createSite(db, { languages: ['be', 'ru', 'pl'], defaultLanguage: 'ru', translation });
const vera = await createOperator(db, [site], { name: 'Vera' });

let conversation = '';
beforeEach(async () => {
  conversation = id();
  const contact = id();
  await createContactStore(db).save({ id: contact, siteId: site.id, externalId: null, name: null, attributes: {} });
  await createConversationStore(db).create(site.id, contact, conversation, 'be');
});

/** `changing` may spoil what is submitted. */
function relay(on: Database = db, changing = (submission: Submission) => submission) {
  const states = createStateCache();
  const store = createConversationStore(on);
  const log = createLog({
    store,
    states,
    clock: systemClock,
    metrics: createMetrics(),
    committed: () => {},
    suspected: () => {},
  });
  return {
    states,
    log,
    post: (language: string, text: string) =>
      log.submit({
        conversation,
        clientId: id(),
        author: player,
        command: { type: 'post', by: player, clientId: id(), text, topic: null, language, spoken: language },
      }),
    adjust: (changes: object) =>
      log.submit({
        conversation,
        clientId: id(),
        author: player,
        command: { type: 'adjust', by: player, changes },
      }),
    translation: (
      translate: () => Promise<void>,
      { problem = null as 'unavailable' | null, spend = free as TranslationDeps['spend'] } = {},
    ) =>
      createTranslation({
        store: createTranslationStore(on),
        conversations: store,
        log: { submit: (submission) => log.submit(changing(submission)) },
        translator: {
          supports: () => true,
          providers: () => [],
          async translate({ texts }: TranslationRequest) {
            await translate();
            return texts.map(
              (text): Rendering =>
                problem ? { text: null, provider: null, problem } : { text: `[ru] ${text}`, provider: 'p', problem },
            );
          },
        },
        siteById: async () => ({ defaultLanguage: 'ru', answeredIn: ['ru'], translation }),
        spokenBy: async () => null,
        limit: async () => {},
        spend,
      }),
  };
}

async function free(): Promise<void> {}

/** Resolves for all when all have come. */
function meeting(of: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let here = 0;
  return () => {
    if (++here === of) resolve();
    return promise;
  };
}

async function events(): Promise<Event[]> {
  const tail = await createConversationStore(db).tail(conversation, 0, 1_000);
  return tail?.events ?? [];
}

/** How many translations there are of each message. */
async function translatedTwice(changing?: (submission: Submission) => Submission): Promise<boolean> {
  await relay().post('be', 'Дзе мае грошы?');
  const together = meeting(3);
  await Promise.all([1, 2, 3].map(() => relay(db, changing).translation(together).catchUp(conversation)));
  const found = (await events()).filter((event) => event.type === 'translated');
  expect(found.length).toBeGreaterThan(0);
  return found.length > 1;
}

describe('three relays that do the same job at once', () => {
  it('write a translation once', async () => expect(await translatedTwice()).toBe(false));

  it('the check fails when each takes an id of its own', async () => {
    expect(await translatedTwice((submission) => ({ ...submission, clientId: id() }))).toBe(true);
  });
});

describe('what one player may have translated', () => {
  it('is taken once, however often a provider has to be asked', async () => {
    const text = 'Дзе мае грошы?';
    await relay().post('be', text);
    const spent: number[] = [];
    const spend = async (_: string, characters: number) => void spent.push(characters);
    for (const problem of ['unavailable', 'unavailable', null] as const) {
      const done = await relay().translation(free, { problem, spend }).catchUp(conversation);
      expect(done).toBe(problem ? 'later' : 'done');
    }
    expect(spent).toEqual([text.length]);
    expect((await events()).at(-1)).toMatchObject({ type: 'translated', text: `[ru] ${text}` });
  });
});

/** One relay hears of a choice, another guesses on an old copy. What the log folds to, and what the row says. */
async function guessAfterChoice(on: Database) {
  const [chooser, guesser] = [relay(on), relay(on)];
  await guesser.post('be', 'Дзе мае грошы?');
  await chooser.adjust({ language: 'ru', languageChosen: true });
  await guesser.post('pl', 'Gdzie są moje pieniądze?');
  const tail = await createConversationStore(on).tail(conversation, 0, 1_000);
  const folded = (tail?.events ?? []).reduce(apply, NEW_CONVERSATION);
  return { folded: folded.language, row: tail?.known.state.language, chosen: tail?.known.state.languageChosen };
}

describe('a language that somebody chose', () => {
  it('is not changed by a guess of a relay that has not heard of it', async () => {
    expect(await guessAfterChoice(db)).toEqual({ folded: 'ru', row: 'ru', chosen: true });
  });

  it('the check fails when the append does not look', async () => {
    const own = await createTestDatabase();
    await own.db.query('insert into sites select * from json_populate_record(null::sites, $1)', [
      (await db.query<{ site: string }>('select to_json(s) as site from sites s where id = $1', [site.id])).rows[0]
        ?.site,
    ]);
    const contact = id();
    await createContactStore(own.db).save({
      id: contact,
      siteId: site.id,
      externalId: null,
      name: null,
      attributes: {},
    });
    await createConversationStore(own.db).create(site.id, contact, conversation, 'be');
    await changeAppend(own.db, 'asked.nl is not null and', 'false and');
    expect((await guessAfterChoice(own.db)).folded).toBe('pl');
  });
});

it('whoever has it decides into what it is translated', async () => {
  const { post, log, translation: of } = relay();
  await post('pl', 'Gdzie są moje pieniądze?');
  await db.query(`update operators set languages = '{"pl": "native"}' where id = $1`, [vera.id]);
  await log.submit({
    conversation,
    clientId: id(),
    author: { kind: 'operator', ...vera },
    command: { type: 'take', operator: { id: vera.id, name: vera.name } },
  });
  await of(async () => {}).catchUp(conversation);
  expect((await events()).filter((event) => event.type === 'translated')).toEqual([]);
});
