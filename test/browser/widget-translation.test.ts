/** A conversation in two languages as the player reads it; and the language of the chat itself. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import type { BrowserContext } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { scriptedTranslator } from '../support/scripted-translator.ts';
import { conversationsWith } from '../support/written.ts';

const GREETING = 'Добры дзень, дзе мой вывад, я чакаю ўжо тры дні';
const QUESTION = 'Здравствуйте, назовите номер вашей ставки, пожалуйста';
const QUESTION_BE = 'Добры дзень, назавіце нумар вашай стаўкі, калі ласка';
const LATER = 'Ваш вывод уже в пути, ожидайте его завтра';
const LATER_BE = 'Ваш вывад ужо ў дарозе, чакайце яго заўтра';
const WRONG = 'Мы вернули вам 1 250,50 BYN на счёт, проверьте';
const NOBODY = 'К сожалению, эта ставка была рассчитана верно';

const scripted = scriptedTranslator({
  [QUESTION]: QUESTION_BE,
  [LATER]: LATER_BE,
  [WRONG]: 'altered',
  [NOBODY]: 'unsupported',
});
const { db } = await createTestDatabase();
const relay = await startTestRelay(db, { translator: () => scripted.translator });
const pages = await startHostPages();
const browser = await launchChromium();
const accepted = [{ provider: 'scripted', by: 'Alesia', at: 0 }];
const shared = { languages: [...LOCALES], origins: [pages.url] };
const site = await createSite(db, { ...shared, key: 'translated', translation: translationRules.parse({ accepted }) });
const plain = await createSite(db, { ...shared, key: 'untranslated', languages: ['en', 'be', 'ru', 'az-AZ', 'tlh'] });
const operator = await hire('Alesia');
const desk = await frameOperator(relay.url, operator);

const home = pages.serve('/be', pageWith(scriptTag(relay.url, 'data-locale="be"', site.key)));
const english = pages.serve('/en', pageWith(scriptTag(relay.url, 'data-locale="en"', plain.key)));

async function hire(name: string) {
  const hired = await createOperator(db, [site, plain], { name });
  await createOperatorStore(db).equip(hired.id, { languages: { ru: 'native' }, topics: null, capacity: 50 });
  return hired;
}

async function visit(url: string, context?: BrowserContext, more = {}): Promise<PlayerScreen> {
  const own = context ?? (await browser.newContext({ locale: 'be', timezoneId: 'Europe/Minsk', ...more }));
  if (!context) onTestFinished(() => own.close());
  const chat = playerScreen(await own.newPage());
  await chat.page.goto(url);
  await chat.open();
  return chat;
}

/** The player has written, and the operator is about to answer; resolves to the conversation. */
async function begin(chat: PlayerScreen, text = `${GREETING} ${crypto.randomUUID().slice(0, 4)}`): Promise<string> {
  await chat.send(text);
  await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
  return (await conversationsWith(db, text))[0] ?? '';
}

const newest = (chat: PlayerScreen) => chat.messages.last();
const textOf = (chat: PlayerScreen) => newest(chat).locator('[data-part=text]');
const noteOf = (chat: PlayerScreen) => newest(chat).locator('[data-part=translation]');
async function languageOf(conversation: string): Promise<string | undefined> {
  const { rows } = await db.query<{ language: string }>('select language from conversations where id = $1', [
    conversation,
  ]);
  return rows[0]?.language;
}
/** What the newest message is in, as far as the relay could tell. */
async function messageLanguage(conversation: string): Promise<string | null> {
  const { rows } = await db.query<{ language: string | null }>(
    `select data->>'language' as language from events where conversation_id = $1 and type = 'message'
     order by seq desc limit 1`,
    [conversation],
  );
  return rows[0]?.language ?? null;
}

describe('an operator’s message in another language', () => {
  it('stands there at once as it was written, then in the player’s language, the original a tap away', async () => {
    const chat = await visit(home);
    await chat.page.evaluate(() => {
      const page = window as unknown as { heard: unknown[]; Touchline(...call: unknown[]): void };
      page.heard = [];
      page.Touchline('on', 'message', ({ from, text }: { from: string; text: string }) =>
        page.heard.push([from, text]),
      );
    });
    const conversation = await begin(chat);
    const greeting = (await chat.texts())[0] ?? '';
    scripted.hold();
    onTestFinished(scripted.letGo);
    await desk.answer(conversation, QUESTION);
    await expect.poll(() => chat.texts(), PATIENT).toEqual([greeting, QUESTION]);
    const spoken = await messageLanguage(conversation);
    expect(await textOf(chat).getAttribute('lang')).toBe(spoken);
    expect(await chat.part('translation').count()).toBe(0);
    expect(await chat.part('translating').count()).toBe(0);
    await expect.poll(() => chat.part('announcer').textContent(), PATIENT).toContain(QUESTION);

    const rows = await chat.part('thread').locator('ol > li').count();
    scripted.letGo();
    await expect.poll(() => chat.texts(), PATIENT).toEqual([greeting, QUESTION_BE]);
    expect(await textOf(chat).getAttribute('lang')).toBe('be');
    expect(await textOf(chat).getAttribute('dir')).toBe('ltr');
    expect(await noteOf(chat).textContent()).toBe('Машынны пераклад' + 'Паказаць арыгінал');
    await expect.poll(() => chat.part('announcer').textContent(), PATIENT).toContain(QUESTION_BE);
    // No line of its own, nothing unread, and the page hears what was written, once.
    expect(await chat.part('thread').locator('ol > li').count()).toBe(rows);
    await expect.poll(() => chat.part('unread').count(), PATIENT).toBe(0);
    expect(await chat.page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
      ['player', greeting],
      ['operator', QUESTION],
    ]);

    // By keys alone, there and back.
    const button = noteOf(chat).getByRole('button');
    await button.focus();
    await chat.page.keyboard.press('Enter');
    await expect.poll(() => textOf(chat).textContent(), PATIENT).toBe(QUESTION);
    expect(await textOf(chat).getAttribute('lang')).toBe(spoken ?? '');
    expect(await button.textContent()).toBe('Паказаць пераклад');
    await chat.page.keyboard.press('Space');
    await expect.poll(() => textOf(chat).textContent(), PATIENT).toBe(QUESTION_BE);

    // Opened anew, it is there at once.
    await chat.page.reload();
    await chat.open();
    await expect.poll(() => chat.texts(), PATIENT).toEqual([greeting, QUESTION_BE]);
  });

  it('comes and is counted once while the chat is closed, translated or not', async () => {
    const chat = await visit(home);
    const conversation = await begin(chat);
    await chat.page.keyboard.press('Escape');
    await desk.answer(conversation, LATER);
    const translated = () =>
      db.query(
        `select 1 from events where conversation_id = $1 and type = 'translated' and data->>'reader' = 'player'`,
        [conversation],
      );
    await expect.poll(async () => (await translated()).rowCount, PATIENT).toBe(1);
    await expect.poll(() => chat.part('unread').textContent(), PATIENT).toBe('1');
    await chat.open();
    await expect.poll(() => textOf(chat).textContent(), PATIENT).toBe(LATER_BE);
    await expect.poll(() => chat.part('unread').count(), PATIENT).toBe(0);
  });

  it('that cannot be translated well is shown as it was written, and why', async () => {
    const chat = await visit(home);
    const conversation = await begin(chat);
    await desk.answer(conversation, WRONG);
    await expect.poll(() => noteOf(chat).textContent(), PATIENT).toBe('Надзейна перакласці не ўдалося: гэта арыгінал');
    expect(await textOf(chat).textContent()).toBe(WRONG);
    await desk.answer(conversation, NOBODY);
    await expect.poll(() => textOf(chat).textContent(), PATIENT).toBe(NOBODY);
    await expect.poll(() => noteOf(chat).textContent(), PATIENT).toBe('Без перакладу');
    expect(await noteOf(chat).getByRole('button').count()).toBe(0);
  });

  it('moves nothing for somebody who reads further up when its translation comes', async () => {
    const chat = await visit(home, undefined, { viewport: { width: 360, height: 640 } });
    const conversation = await begin(chat);
    // Originals above, each of which becomes taller by its label, and the long text below that is read.
    scripted.hold();
    onTestFinished(scripted.letGo);
    for (let i = 0; i < 6; i++) await desk.answer(conversation, QUESTION);
    const long = '1 '.repeat(900);
    await desk.answer(conversation, long);
    await expect.poll(() => chat.texts(), PATIENT).toHaveLength(8);
    const thread = chat.part('thread');
    await thread.evaluate((box) => box.scrollTo(0, box.scrollHeight - box.clientHeight - 100));
    await expect.poll(() => chat.part('latest').isVisible(), PATIENT).toBe(true);
    const where = () => newest(chat).evaluate((row) => row.getBoundingClientRect().top);
    const height = () => thread.evaluate((box) => box.scrollHeight);
    const [before, tall] = [await where(), await height()];
    scripted.letGo();
    await expect.poll(() => chat.part('original').count(), PATIENT).toBe(6);
    expect(Math.abs((await where()) - before)).toBeLessThanOrEqual(1);
    // What held it: above, the thread did grow.
    expect((await height()) - tall).toBeGreaterThan(100);
  });

  it('is read as it was written where the player prefers that, for the whole conversation', async () => {
    const chat = await visit(home);
    const conversation = await begin(chat);
    await desk.answer(conversation, QUESTION);
    await expect.poll(() => textOf(chat).textContent(), PATIENT).toBe(QUESTION_BE);
    const toggle = chat.panel.getByRole('button', { name: 'Перакладаць паведамленні' });
    expect(await toggle.getAttribute('aria-pressed')).toBe('true');
    await toggle.click();
    await expect.poll(() => textOf(chat).textContent(), PATIENT).toBe(QUESTION);
    expect(await toggle.getAttribute('aria-pressed')).toBe('false');
    expect(await chat.part('translation').count()).toBe(0);
    await desk.answer(conversation, LATER);
    await expect.poll(() => textOf(chat).textContent(), PATIENT).toBe(LATER);
    await chat.page.reload();
    await chat.open();
    await expect.poll(() => toggle.getAttribute('aria-pressed'), PATIENT).toBe('false');
    await toggle.click();
    await expect.poll(() => chat.texts().then((texts) => texts.slice(1)), PATIENT).toEqual([QUESTION_BE, LATER_BE]);
  });
});

describe('the language of the chat', () => {
  it('is the player’s choice in the middle of it: draft, place and line stay, and the next visit knows', async () => {
    const chat = await visit(home);
    let sockets = 0;
    chat.page.on('websocket', () => sockets++);
    const conversation = await begin(chat);
    for (let i = 0; i < 6; i++) await desk.answer(conversation, `${LATER} ${i}\n\n\n`);
    await expect.poll(() => chat.texts(), PATIENT).toHaveLength(7);
    await chat.composer.fill('палова сказа');
    const thread = chat.part('thread');
    await thread.evaluate((box) => box.scrollTo(0, 40));
    const select = chat.panel.getByRole('combobox', { name: 'Мова' });
    expect(await select.locator('option').allTextContents()).toContain('Русский');
    await select.selectOption('de');
    await expect.poll(() => chat.composer.getAttribute('placeholder'), PATIENT).toBe('Nachricht schreiben');
    expect(await chat.composer.inputValue()).toBe('палова сказа');
    expect(await thread.evaluate((box) => box.scrollTop)).toBeLessThan(80);
    expect(await chat.panel.getByRole('combobox', { name: 'Sprache' }).inputValue()).toBe('de');
    await expect.poll(() => languageOf(conversation), PATIENT).toBe('de');
    expect(sockets).toBe(0);

    // The tag says Belarusian; the player said German.
    await chat.page.reload();
    await chat.open();
    expect(await chat.composer.getAttribute('placeholder')).toBe('Nachricht schreiben');
    expect(await chat.composer.inputValue()).toBe('палова сказа');
  });

  it('chosen before the first message is what the conversation begins in', async () => {
    const chat = await visit(english);
    await chat.panel.getByRole('combobox', { name: 'Language' }).selectOption('az');
    await expect.poll(() => chat.composer.getAttribute('placeholder'), PATIENT).toMatch(/^Mesaj/);
    const conversation = await begin(chat, 'hello 48213');
    expect(await languageOf(conversation)).toBe('az');
    const { rows } = await db.query(`select data from events where conversation_id = $1 and type = 'adjusted'`, [
      conversation,
    ]);
    expect(rows).toEqual([{ data: { changes: { languageChosen: true } } }]);
  });

  it('is offered where the site speaks more than one that there are words in; Klingon is none', async () => {
    const chat = await visit(english);
    const options = chat.panel.getByRole('combobox', { name: 'Language' }).locator('option');
    expect(await options.allTextContents()).toEqual(['English', 'Беларуская', 'Русский', 'Azərbaycanca']);
  });

  it('is forgotten with the player who signs out', async () => {
    const chat = await visit(english);
    await chat.panel.getByRole('combobox').selectOption('ru');
    await expect.poll(() => chat.composer.getAttribute('placeholder'), PATIENT).toMatch(/[а-я]/);
    await chat.page.evaluate(() => (window as unknown as { Touchline(name: string): void }).Touchline('logout'));
    await chat.page.reload();
    await chat.open();
    expect(await chat.composer.getAttribute('placeholder')).toBe('Write a message');
  });
});

describe('somebody whose language nobody answers in', () => {
  it('is told before the first message, once', async () => {
    const chat = await visit(english);
    await expect.poll(() => chat.part('answered-in').textContent(), PATIENT).toContain('Russian');
    await begin(chat, 'do you speak English 17');
    await expect.poll(() => chat.part('answered-in').count(), PATIENT).toBe(0);
  });

  it('chats with a relay from before as before', async () => {
    const context = await browser.newContext({ locale: 'en' });
    onTestFinished(() => context.close());
    await context.route('**/start?*', async (route) => {
      const answer = await (await route.fetch()).json();
      delete answer.site.answeredIn;
      for (const key of Object.keys(answer.words)) if (/^(language|translation)\./.test(key)) delete answer.words[key];
      await route.fulfill({ json: answer });
    });
    const chat = await visit(english, context);
    expect(await chat.panel.getByRole('combobox').count()).toBe(0);
    expect(await chat.part('answered-in').count()).toBe(0);
    await begin(chat, 'is the old one there');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
  });
});
