/** A conversation in two languages, as the player reads it. */
import type { BrowserContext } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { PATIENT } from '../support/chromium.ts';
import type { PlayerScreen } from '../support/player-screen.ts';
import { setTwoLanguages } from '../support/two-languages.ts';

const QUESTION = 'Здравствуйте, назовите номер вашей ставки, пожалуйста';
const QUESTION_BE = 'Добры дзень, назавіце нумар вашай стаўкі, калі ласка';
const LATER = 'Ваш вывод уже в пути, ожидайте его завтра';
const LATER_BE = 'Ваш вывад ужо ў дарозе, чакайце яго заўтра';
const WRONG = 'Мы вернули вам 1 250,50 BYN на счёт, проверьте';
const NOBODY = 'К сожалению, эта ставка была рассчитана верно';
const BROKEN = 'Подождите немного, мы уже проверяем ваш депозит';

const { db, scripted, desk, belarusian, newContext, visit, begin } = await setTwoLanguages({
  [QUESTION]: QUESTION_BE,
  [LATER]: LATER_BE,
  [WRONG]: 'altered',
  [NOBODY]: 'unsupported',
  [BROKEN]: 'unavailable',
});

const newest = (chat: PlayerScreen) => chat.messages.last();
const textOf = (chat: PlayerScreen) => newest(chat).locator('[data-part=text]');
const noteOf = (chat: PlayerScreen) => newest(chat).locator('[data-part=translation]');
/** What the newest message is in, as far as the relay could tell. */
async function messageLanguage(conversation: string): Promise<string | null> {
  const { rows } = await db.query<{ language: string | null }>(
    `select data->>'language' as language from events where conversation_id = $1 and type = 'message'
     order by seq desc limit 1`,
    [conversation],
  );
  return rows[0]?.language ?? null;
}

const PHONE = { locale: 'be', viewport: { width: 360, height: 640 } };

/** Originals above, each of which becomes taller by its label, and below them the long text that is being read. */
async function readWhileTranslated(context: BrowserContext): Promise<{ movedPx: number; grownPx: number }> {
  const chat = await visit(belarusian, context);
  const conversation = await begin(chat, `Добры дзень ${crypto.randomUUID()}`);
  scripted.hold();
  onTestFinished(scripted.letGo);
  for (let i = 0; i < 6; i++) await desk.answer(conversation, QUESTION);
  await desk.answer(conversation, '1 '.repeat(900));
  await expect.poll(() => chat.texts(), PATIENT).toHaveLength(8);
  const thread = chat.part('thread');
  await thread.evaluate((box) => box.scrollTo(0, box.scrollHeight - box.clientHeight - 100));
  await expect.poll(() => chat.part('latest').isVisible(), PATIENT).toBe(true);
  const top = () => newest(chat).evaluate((row) => row.getBoundingClientRect().top);
  const height = () => thread.evaluate((box) => box.scrollHeight);
  const before = { top: await top(), height: await height() };
  scripted.letGo();
  await expect.poll(() => chat.part('original').count(), PATIENT).toBe(6);
  return { movedPx: (await top()) - before.top, grownPx: (await height()) - before.height };
}

describe('an operator’s message in another language', () => {
  it('stands there at once as it was written, then in the player’s language, the original a tap away', async () => {
    const chat = await visit(belarusian);
    await chat.page.evaluate(() => {
      const page = window as unknown as { heard: unknown[]; Touchline(...call: unknown[]): void };
      page.heard = [];
      page.Touchline('on', 'message', ({ from, text }: { from: string; text: string }) =>
        page.heard.push([from, text]),
      );
    });
    const conversation = await begin(chat, 'Добры дзень, дзе мой вывад? 1');
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
    expect(await axeFindings(chat.page)).toEqual([]);
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
    const chat = await visit(belarusian);
    const conversation = await begin(chat, 'Добры дзень, дзе мой вывад? 2');
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
    const chat = await visit(belarusian);
    const conversation = await begin(chat, 'Добры дзень, дзе мой вывад? 3');
    await desk.answer(conversation, WRONG);
    await expect.poll(() => noteOf(chat).textContent(), PATIENT).toBe('Надзейна перакласці не ўдалося: гэта арыгінал');
    expect(await textOf(chat).textContent()).toBe(WRONG);
    await desk.answer(conversation, NOBODY);
    await expect.poll(() => textOf(chat).textContent(), PATIENT).toBe(NOBODY);
    await expect.poll(() => noteOf(chat).textContent(), PATIENT).toBe('Без перакладу');
    expect(await noteOf(chat).getByRole('button').count()).toBe(0);
    await desk.answer(conversation, BROKEN);
    await expect.poll(() => textOf(chat).textContent(), PATIENT).toBe(BROKEN);
    await expect.poll(() => noteOf(chat).textContent(), PATIENT).toBe('Пераклад будзе пазней');
  });

  it('moves nothing for somebody who reads further up when its translation comes', async () => {
    const { movedPx, grownPx } = await readWhileTranslated(await newContext(PHONE));
    expect(Math.abs(movedPx)).toBeLessThanOrEqual(1);
    expect(grownPx).toBeGreaterThan(100);
  });

  it('positive control: a thread that does not hold its reader’s place does move it', async () => {
    const context = await newContext(PHONE);
    await context.route('**/later-*.js', async (route) => {
      const script = await (await route.fetch()).text();
      expect(script).toContain('.scrollTop+=');
      await route.fulfill({ contentType: 'text/javascript', body: script.replaceAll('.scrollTop+=', '.nothing+=') });
    });
    expect((await readWhileTranslated(context)).movedPx).toBeGreaterThan(100);
  });

  it('is read as it was written where the player prefers that, for the whole conversation', async () => {
    const chat = await visit(belarusian);
    const conversation = await begin(chat, 'Добры дзень, дзе мой вывад? 5');
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
