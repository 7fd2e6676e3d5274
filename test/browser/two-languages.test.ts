/**
 * Two people who share no language, in two windows, with a real engine between them: each reads their own. Then the
 * engine meets every trouble there is: what is said is delivered all the same, and no wrong amount is ever shown.
 */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { bettingGlossary } from '@touchline/relay/translation/betting-glossary.ts';
import { openProviders } from '@touchline/relay/translation/providers.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { hasApertium } from '../support/requirements.ts';
import { rules } from '../support/shift.ts';
import { startTroubledTranslator, TROUBLES } from '../support/troubled-translator.ts';
import { conversationsWith } from '../support/written.ts';

/** As it is without a translator: two frames over two sockets. */
const AT_ONCE = { timeout: 1_500, interval: 20 };

describe.skipIf(!hasApertium())('two people without a common language', async () => {
  const { db } = await createTestDatabase();
  const translator = await startTroubledTranslator();
  // One name for each trouble: a provider that has failed is not asked for a while, and each begins unblemished.
  const names = ['engine', ...TROUBLES.map((_, i) => `engine-${i}`)];
  const relay = await startTestRelay(db, {
    providers: openProviders(
      names.map((name) => ({ kind: 'libretranslate' as const, name, url: translator.url })),
      systemClock,
    ),
  });
  afterAll(() => relay.close());
  const pages = await startHostPages();
  const browser = await launchChromium();

  /** A site on which `provider` translates, its one operator, and both screens. */
  async function meet(provider: string, player: string, operator: string) {
    const site = await createSite(db, {
      languages: [player, operator],
      defaultLanguage: operator,
      origins: [pages.url],
      routing: rules({ patienceMs: 100 }),
      translation: translationRules.parse({
        accepted: [{ provider, by: 'test', at: 0 }],
        glossary: bettingGlossary,
      }),
    });
    const answering = await createOperator(db, [site], { name: 'Alesia' });
    const languages: SpokenLanguages = { [operator]: 'native' };
    await createOperatorStore(db).equip(answering.id, { languages, topics: null, capacity: 9 });
    const inbox = await openInbox(browser, relay.url, answering, { locale: 'en' });
    const context = await browser.newContext({ locale: player });
    const chat = playerScreen(await context.newPage());
    const page = pageWith(scriptTag(relay.url, `data-locale="${player}"`, site.key));
    await chat.page.goto(pages.serve(`/${site.key}`, page));
    await chat.open();
    return {
      chat,
      inbox,
      /** The player's first words. */
      async begin(text: string) {
        await chat.send(text);
        await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
        await inbox.visit((await conversationsWith(db, text))[0] ?? '');
      },
      close: () => Promise.all([context.close(), inbox.page.context().close()]),
    };
  }

  const newest = async (screen: { texts(): Promise<string[]> }) => (await screen.texts()).at(-1) ?? '';
  const original = (chat: PlayerScreen) => chat.part('original').last();

  it.each([
    {
      player: 'be',
      operator: 'ru',
      asks: 'Добры дзень! Я вывеў 1 250,50 BYN, дзе мае грошы? Стаўка 48213.',
      read: /где мои деньги/,
      answers: 'Проверяю вашу ставку 48213, деньги 1 250,50 BYN придут завтра',
      understood: /Правяраю вашу стаўку.*заўтра/s,
    },
    {
      player: 'en',
      operator: 'es',
      asks: 'Hello! Where is my money? I asked for 1,250.50 EUR, my number is 48213.',
      read: /dinero/,
      answers: 'Hola, su dinero está en camino: 1.250,50 EUR llegan mañana, número 48213',
      understood: /money/,
    },
  ])('$player and $operator chat, each in their own', async ({ player, operator, asks, read, answers, understood }) => {
    const { chat, inbox, begin, close } = await meet('engine', player, operator);
    await begin(asks);
    await expect.poll(() => newest(inbox), PATIENT).toMatch(read);
    for (const token of tokensOf(asks)) expect(await newest(inbox)).toContain(token);
    await inbox.part('translation').last().getByRole('button').click();
    expect(await newest(inbox)).toBe(asks);

    await inbox.composer.fill(answers);
    await expect.poll(() => inbox.part('preview').textContent(), PATIENT).toMatch(understood);
    await inbox.composer.press('Enter');
    await expect.poll(() => newest(chat), PATIENT).toMatch(understood);
    for (const token of tokensOf(answers)) expect(await newest(chat)).toContain(token);
    await original(chat).click();
    await expect.poll(() => newest(chat), PATIENT).toBe(answers);
    await close();
  });

  it.each(TROUBLES)(
    'what is said is shown at once, and no amount is wrong, while the engine is: %s',
    async (trouble) => {
      const { chat, inbox, begin, close } = await meet(`engine-${TROUBLES.indexOf(trouble)}`, 'be', 'ru');
      await begin(`Добры дзень, дзе мой вывад? ${trouble}`);
      await expect.poll(() => newest(inbox), PATIENT).toMatch(/где мой вывод/i);
      await translator.meet(trouble);
      const asks = 'Я чакаю 1 250,50 BYN ужо два дні, нумар 48213, калі ласка';
      await chat.send(asks);
      await expect.poll(() => newest(inbox), AT_ONCE).toBe(asks);
      const answers = 'Подождите, пожалуйста, ваши 1 250,50 BYN уже в пути, номер 48213';
      await inbox.send(answers);
      await expect.poll(() => newest(chat), AT_ONCE).toBe(answers);

      await translator.meet(null);
      await chat.send('Дзякуй вам вялікі, буду чакаць');
      await expect.poll(() => inbox.texts(), AT_ONCE).toHaveLength(4);
      // Whatever stands there by now, translated or not, holds what was said.
      for (const screen of [chat, inbox]) {
        for (const text of (await screen.texts()).slice(-3, -1)) {
          for (const token of ['1 250,50 BYN', '48213']) expect(text).toContain(token);
        }
      }
      await close();
    },
  );
});

/** The amounts and numbers of a text, as they are written. */
function tokensOf(text: string): string[] {
  return text.match(/\d[\d .,]*\d(?: [A-Z]{3})?/g) ?? [];
}
