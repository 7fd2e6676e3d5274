/**
 * Six players and an operator, each in a browser, each player on the betting site in their own language, and from the
 * middle of the chat on in another one that they choose. Whatever happens to the page, the network or the relay, every
 * message stands once, in order and to the byte, on both screens and in Postgres.
 */
import { readFileSync } from 'node:fs';
import type { Locale } from '@touchline/shared/people.ts';
import type { Browser } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith, isDense, writtenTexts } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage();
const browser = await launchChromium();

/** Betting-support messages as players write them, by language. */
const FIXTURE: { lang: string; text: string }[] = readFileSync(
  new URL('../fixtures/player-messages.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const linesIn = (locale: string) => FIXTURE.filter(({ lang }) => lang === locale).map(({ text }) => text);

/** What players begin in, as the page does, and what they go on in. */
const CHOSEN = { en: 'tr', be: 'uk', ru: 'es', az: 'pt', vi: 'de', pl: 'ar' } as const;
type First = keyof typeof CHOSEN;
const FIRST = Object.keys(CHOSEN) as First[];

/** What the operator answers: something that a careless encoding, trimming or markup would change. */
const ANSWERS: Record<First, [string, string, string]> = {
  en: ['One moment – I’m looking', 'It’s <b>on its way</b> & safe', 'Başka sorunuz var mı, Işıl? 🙂'],
  be: ['Зараз паглядзім', 'Вывад № 48213 — ужо ў дарозе', 'Щось іще? Їжачок 🙂'],
  ru: ['Сейчас посмотрим', 'Вывод «48213» уже в пути', '¿Algo más, señor Núñez? 🙂'],
  az: ['Bir dəqiqə, baxıram', 'Çıxarışınız yoldadır, İsmayıl', 'Mais alguma questão, João? 🙂'],
  vi: ['Để tôi kiểm tra', 'Tiền đang được chuyển về\nthẻ của bạn', 'Noch etwas, Frau Weiß? 🙂'],
  pl: ['Już sprawdzam', 'Wypłata „48213” jest w drodze', 'السحب 1 250,50 BYN قيد التنفيذ، 2 - 1 🙂'],
};

type Person = {
  locale: First;
  chat: PlayerScreen;
  lines: string[];
  answers: string[];
  conversation: string;
  /** What was typed on either side, in order. */
  expected: string[];
};

describe('a chat in each of twelve languages', { timeout: 180_000 }, () => {
  it('is the same to the byte on both screens and in Postgres, whatever happens meanwhile', async () => {
    const operator = await createOperator(db, [site]);
    const inbox = await openInbox(browser, relay.url, operator);
    const people = await Promise.all(FIRST.map((locale) => arrive(browser, locale)));

    // 1. Everybody writes from the site's page in their language; the operator takes each and answers.
    await each(people, async (person) => {
      await say(person);
      await expect.poll(() => conversationsWith(db, person.expected[0] ?? ''), PATIENT).toHaveLength(1);
      [person.conversation = ''] = await conversationsWith(db, person.expected[0] ?? '');
    });
    for (const person of people) await answer(inbox, person);
    await inbox.list('mine').click();
    await each(people, (person) => say(person));
    for (const person of people) await answer(inbox, person);
    await each(people, (person) => settled(person));

    // 2. The page is loaded anew while a text is on its way; nobody opens the chat, and it arrives all the same.
    relay.pause();
    await each(people, async (person) => {
      const text = await say(person);
      await expect.poll(() => person.chat.states(), PATIENT).toContain('sending');
      await person.chat.page.reload({ waitUntil: 'commit' });
      expect(await conversationsWith(db, text)).toEqual([]);
    });
    relay.resume();
    await each(people, async (person) => {
      await expect.poll(() => conversationsWith(db, person.expected.at(-1) ?? ''), PATIENT).toHaveLength(1);
      await person.chat.open();
      await settled(person);
    });

    // 3. They choose another language: the same conversation, in other words, and so it stays after a reload.
    await each(people, async (person) => {
      const { chat, locale } = person;
      const chosen = CHOSEN[locale];
      await (await chat.languages()).selectOption(chosen);
      await expect.poll(() => chat.composer.getAttribute('placeholder'), PATIENT).toBe(placeholderIn(chosen));
      expect(await chat.texts()).toEqual(person.expected);
      await chat.page.reload();
      await chat.open();
      expect(await chat.composer.getAttribute('placeholder')).toBe(placeholderIn(chosen));
      person.lines = linesIn(chosen);
    });

    // 4. The network is gone for a while; the operator answers into the void, the player goes on writing.
    await each(people, ({ chat }) => chat.page.context().setOffline(true));
    for (const person of people) await answer(inbox, person);
    await each(people, async (person) => {
      await say(person);
      await say(person);
      await expect
        .poll(() => person.chat.states().then((states) => states.slice(-2)), PATIENT)
        .toEqual(['sending', 'sending']);
    });
    await each(people, ({ chat }) => chat.page.context().setOffline(false));
    await each(people, (person) => settled(person));

    // 5. The relay is killed, and both sides type on until it is back.
    await relay.kill();
    await each(people, async (person) => {
      await say(person);
      await say(person);
    });
    await relay.start();
    await each(people, (person) => settled(person));

    // 6. A second tab shows what the first one does, and either may write.
    await each(people, async (person) => {
      const first = person.chat;
      const second = playerScreen(await first.page.context().newPage());
      await second.page.goto(`${siteUrl}/${person.locale}/`);
      await second.open();
      expect(await second.composer.getAttribute('placeholder')).toBe(placeholderIn(CHOSEN[person.locale]));
      await expect.poll(() => second.texts(), PATIENT).toEqual(person.expected);
      for (const tab of [second, first]) await say({ ...person, chat: tab });
      for (const tab of [second, first]) await settled({ ...person, chat: tab });
    });

    // 7. The operator sees all of it too, every sequence of the log is whole, and nobody else's words are anywhere.
    for (const person of people) {
      await inbox.show(person.conversation);
      await expect.poll(() => inbox.texts(), PATIENT).toEqual(person.expected);
      expect(await inbox.seqs()).toEqual(await person.chat.seqs());
      expect(await isDense(db, person.conversation)).toBe(true);
      expect(new Set(await person.chat.seqs()).size).toBe(person.expected.length);
    }
    const { rows } = await db.query(`select count(*)::int as count from events where type = 'message'`);
    expect(rows[0]).toEqual({ count: people.reduce((sum, { expected }) => sum + expected.length, 0) });
  });

  it('on a shared device belongs to whoever is signed in', async () => {
    const context = await browser.newContext({ locale: 'be' });
    const page = await context.newPage();
    const chat = playerScreen(page);
    const [before = '', hers = '', her = ''] = linesIn('be')
      .slice(-3)
      .map((line) => `${line} (Алена)`);
    const his = `${linesIn('vi').at(-1)} (Minh)`;
    const signIn = async (player: string) => {
      await page.goto(`${siteUrl}/be/login`);
      await page.locator(`button[value=${player}]`).click();
      await page.waitForURL('**/account');
      await chat.open();
    };
    const signOut = async () => {
      await chat.panel.getByRole('button', { name: 'Закрыць чат' }).click();
      await page.locator('form[data-logout] button').click();
      await page.waitForURL('**/be/');
    };

    // 1. What she wrote before she signed in is hers afterwards.
    await page.goto(`${siteUrl}/be/`);
    await chat.open();
    await chat.send(before);
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    await signIn('alena');
    await chat.send(hers);
    await expect.poll(() => chat.texts(), PATIENT).toEqual([before, hers]);
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent', 'sent']);

    // 2. Signed out, the device knows nothing of her, neither on the screen nor in its storage.
    await signOut();
    await chat.open();
    await expect.poll(() => chat.part('topics').isVisible(), PATIENT).toBe(true);
    expect(await chat.texts()).toEqual([]);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('touchline')))).toEqual(
      [],
    );

    // 3. The next one has a conversation of his own.
    await signIn('minh');
    expect(await chat.texts()).toEqual([]);
    await chat.send(his);
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    await signOut();

    // 4. She comes back to hers, whole.
    await signIn('alena');
    await expect.poll(() => chat.texts(), PATIENT).toEqual([before, hers]);
    await chat.send(her);
    await expect.poll(() => chat.states().then((states) => states.at(-1)), PATIENT).toBe('sent');
    const found = await Promise.all([before, hers, her, his].map((text) => conversationsWith(db, text)));
    expect(found.map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    expect(new Set(found.flat()).size).toBe(2);
    expect(await writtenTexts(db, found[0]?.[0] ?? '')).toEqual([before, hers, her]);
  });
});

/** On the site's page in their language, with the chat open, and nothing in it yet. */
async function arrive(browser: Browser, locale: First): Promise<Person> {
  const context = await browser.newContext({ locale });
  const chat = playerScreen(await context.newPage());
  await chat.page.goto(`${siteUrl}/${locale}/`);
  await chat.open();
  expect(await chat.composer.getAttribute('placeholder')).toBe(placeholderIn(locale));
  return { locale, chat, lines: linesIn(locale), answers: [...ANSWERS[locale]], conversation: '', expected: [] };
}

function placeholderIn(locale: Locale): string {
  const file = new URL(`../../shared/locales/${locale}/widget.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'))['composer.placeholder'];
}

/** The next line of the person's own; not waited for. */
async function say({ chat, lines, expected }: Person): Promise<string> {
  const text = lines.shift() ?? '';
  expect(text).not.toBe('');
  await chat.send(text);
  expected.push(text);
  return text;
}

/** Reads all of it first, then answers; waits until the answer is in the log. */
async function answer(inbox: InboxScreen, { conversation, answers, expected }: Person): Promise<void> {
  const text = answers.shift() ?? '';
  await inbox.show(conversation);
  await expect.poll(() => inbox.texts(), PATIENT).toEqual(expected);
  await inbox.send(text);
  expected.push(text);
  await expect.poll(() => inbox.states().then((states) => states.at(-1)), PATIENT).toMatch(/sent|seen/);
}

/** The player's screen and Postgres have exactly what was typed. */
async function settled({ chat, conversation, expected }: Person): Promise<void> {
  await expect.poll(() => chat.texts(), PATIENT).toEqual(expected);
  await expect.poll(() => chat.states().then((states) => states.includes('sending')), PATIENT).toBe(false);
  expect(await writtenTexts(db, conversation)).toEqual(expected);
}

async function each(people: Person[], work: (person: Person) => Promise<unknown>): Promise<void> {
  await Promise.all(people.map(work));
}
