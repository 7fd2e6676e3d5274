/**
 * A Belarusian player and somebody who reads Russian, over real relays, sockets and Postgres. Only who translates is
 * scripted: it marks what it did, so that a test sees who reads what. Everything opened ends with its test.
 */
import type { Rendering, TranslationRequest, Translator } from '@touchline/relay/translation/translator.ts';
import type { Event, Translated } from '@touchline/shared/conversation.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { afterEach } from 'vitest';
import { createTestDatabase } from './postgres.ts';
import { createSite, startTestRelay, type TestRelay } from './relay.ts';
import { atDesk, hire, playerWrites, rules } from './shift.ts';

const accepted = translationRules.parse({ accepted: [{ provider: 'scripted', by: 'admin', at: 0 }] });

/** Answers as `answer` says; by default with the languages in front. */
export function scripted(
  answer: (request: TranslationRequest, text: string) => Promise<Rendering> | Rendering = marked,
) {
  const asked: TranslationRequest[] = [];
  return {
    asked,
    translator: {
      supports: () => true,
      providers: () => [{ name: 'scripted', host: 'localhost' }],
      translate(request: TranslationRequest) {
        asked.push(request);
        return Promise.all(request.texts.map(async (text) => answer(request, text)));
      },
    },
  };
}

export const marked = ({ source, target }: TranslationRequest, text: string): Rendering => ({
  text: `[${source}-${target}] ${text}`,
  provider: 'scripted',
  problem: null,
});

/** The translations that somebody has been sent, oldest first. */
export function translations(client: { received: { type: string }[] }): Translated[] {
  return client.received
    .flatMap((frame) => ('events' in frame ? (frame.events as Event[]) : []))
    .filter((event) => event.type === 'translated');
}

export type Stage = Awaited<ReturnType<Awaited<ReturnType<typeof setMarkedStage>>['stage']>>;

export async function answers({ desk, player }: Pick<Stage, 'desk' | 'player'>, text: string) {
  const clientId = crypto.randomUUID();
  desk.send({ type: 'post', conversation: player.conversation, clientId, text, seen: 1_000 });
  return desk.next('ack', (ack) => ack.clientId === clientId);
}

export async function setMarkedStage() {
  const { db } = await createTestDatabase();
  const opened: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close();
  });

  const site = (more = {}) =>
    createSite(db, {
      languages: ['be', 'ru', 'en', 'pl'],
      defaultLanguage: 'ru',
      translation: accepted,
      routing: rules({ patienceMs: 100 }),
      ...more,
    });

  return {
    db,
    opened,
    site,

    async relayWith(translator: Translator): Promise<TestRelay> {
      const relay = await startTestRelay(db, { translator });
      opened.push(relay);
      return relay;
    },

    /** The player is answered by the operator, who has the conversation open. */
    async stage(relay: TestRelay, more = {}) {
      const brand = await site(more);
      const vera = await hire(db, brand, 'Vera', { languages: { ru: 'native', en: 'fluent' } });
      const desk = await atDesk(relay.url, vera);
      const player = await playerWrites(relay.url, brand, { language: 'be' });
      opened.push(desk, player);
      await desk.row(player.conversation, 'it as mine', ({ state }) => state.assignee?.id === desk.operator.id);
      desk.send({ type: 'open', conversation: player.conversation, epoch: '', seq: 0 });
      await desk.next('opened');
      return { brand, desk, player };
    },
  };
}
