/**
 * A relay with a scripted translator, two sites, one of which has accepted it, an operator who knows Russian alone, and
 * a browser for players who do not. Ends with the test's file.
 */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { afterAll, expect, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from './chromium.ts';
import { frameOperator } from './frame-operator.ts';
import { pageWith, scriptTag, startHostPages } from './host-pages.ts';
import { type PlayerScreen, playerScreen } from './player-screen.ts';
import { createTestDatabase } from './postgres.ts';
import { createOperator, createSite, startTestRelay } from './relay.ts';
import { type Answer, scriptedTranslator } from './scripted-translator.ts';
import { conversationsWith } from './written.ts';

export async function setTwoLanguages(answers: Record<string, Answer> = {}) {
  const scripted = scriptedTranslator(answers);
  const { db } = await createTestDatabase();
  const relay = await startTestRelay(db, { translator: scripted.translator });
  afterAll(() => relay.close());
  const pages = await startHostPages();
  const page = (more: string, key: string) => pageWith(scriptTag(relay.url, more, key), '<main><h1>A page</h1></main>');
  const browser = await launchChromium();
  const accepted = [{ provider: 'scripted', by: 'Alesia', at: 0 }];
  const translated = await createSite(db, {
    key: 'translated',
    origins: [pages.url],
    languages: [...LOCALES],
    translation: translationRules.parse({ accepted }),
  });
  const plain = await createSite(db, {
    key: 'plain',
    origins: [pages.url],
    languages: ['en', 'be', 'ru', 'az-AZ', 'tlh'],
  });
  const operator = await createOperator(db, [translated, plain], { name: 'Alesia' });
  await createOperatorStore(db).equip(operator.id, { languages: { ru: 'native' }, topics: null, capacity: 50 });

  return {
    db,
    scripted,
    desk: await frameOperator(relay.url, operator),
    /** Of a Belarusian page of the site that translates, and of an English one of the site that does not. */
    belarusian: pages.serve('/be', page('data-locale="be"', translated.key)),
    english: pages.serve('/en', page('data-locale="en"', plain.key)),
    newContext: (more: BrowserContextOptions = {}) => browser.newContext({ timezoneId: 'Europe/Minsk', ...more }),

    /** With the chat open. `context`: a browser of its own when absent. */
    async visit(url: string, context?: BrowserContext): Promise<PlayerScreen> {
      const own = context ?? (await browser.newContext({ locale: 'be', timezoneId: 'Europe/Minsk' }));
      onTestFinished(() => own.close());
      const chat = playerScreen(await own.newPage());
      await chat.page.goto(url);
      await chat.open();
      return chat;
    },
    /** Writes the first message; resolves to the conversation. */
    async begin(chat: PlayerScreen, text: string): Promise<string> {
      await chat.send(text);
      await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
      return (await conversationsWith(db, text))[0] ?? '';
    },
  };
}
