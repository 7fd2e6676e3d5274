/** The language of the chat itself: whose choice it is, and what the relay learns of it. */
import { describe, expect, it } from 'vitest';
import { launchWithoutStorage, PATIENT } from '../support/chromium.ts';
import { setTwoLanguages } from '../support/two-languages.ts';

const { db, desk, belarusian, english, newContext, visit, begin } = await setTwoLanguages();

async function languageOf(conversation: string): Promise<string | undefined> {
  const { rows } = await db.query<{ language: string }>('select language from conversations where id = $1', [
    conversation,
  ]);
  return rows[0]?.language;
}

describe('the language of the chat', () => {
  it('is the player’s choice in the middle of it: draft, place and line stay, and the next visit knows', async () => {
    const chat = await visit(belarusian);
    let sockets = 0;
    chat.page.on('websocket', () => sockets++);
    const conversation = await begin(chat, 'Добры дзень, дзе мой вывад?');
    for (let i = 0; i < 6; i++) await desk.answer(conversation, `Ваш вывод уже в пути ${i}\n\n\n.`);
    await expect.poll(() => chat.texts(), PATIENT).toHaveLength(7);
    await chat.composer.fill('палова сказа');
    const thread = chat.part('thread');
    await thread.evaluate((box) => box.scrollTo(0, 40));
    await chat.languages();
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
    await (await chat.languages()).selectOption('az');
    await expect.poll(() => chat.composer.getAttribute('placeholder'), PATIENT).toMatch(/^Mesaj/);
    const conversation = await begin(chat, 'hello 48213');
    expect(await languageOf(conversation)).toBe('az');
    const { rows } = await db.query(`select data from events where conversation_id = $1 and type = 'adjusted'`, [
      conversation,
    ]);
    expect(rows).toMatchObject([{ data: { changes: { languageChosen: true } } }]);
  });

  it('is offered where the site speaks more than one that there are words in; Klingon is none', async () => {
    const chat = await visit(english);
    const options = (await chat.languages()).locator('option');
    expect(await options.allTextContents()).toEqual(['English', 'Беларуская', 'Русский', 'Azərbaycanca']);
  });

  it('holds for the page where nothing can be stored, and is fetched once the network is back', async () => {
    const chat = await visit(english, await launchWithoutStorage());
    const languages = await chat.languages();
    await chat.page.context().setOffline(true);
    await languages.selectOption('be');
    await chat.composer.fill('written meanwhile');
    await chat.page.context().setOffline(false);
    await expect.poll(() => chat.composer.getAttribute('placeholder'), PATIENT).toBe('Напішыце паведамленне');
    expect(await chat.composer.inputValue()).toBe('written meanwhile');
  });

  it('is forgotten with the player who signs out', async () => {
    const chat = await visit(english);
    await (await chat.languages()).selectOption('ru');
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
    const context = await newContext({ locale: 'en' });
    await context.route('**/start?*', async (route) => {
      const answer = await (await route.fetch()).json();
      delete answer.site.answeredIn;
      for (const key of Object.keys(answer.words)) if (/^(language|translation)\./.test(key)) delete answer.words[key];
      await route.fulfill({ json: answer });
    });
    const chat = await visit(english, context);
    expect(await chat.part('languages').count()).toBe(0);
    expect(await chat.part('answered-in').count()).toBe(0);
    await begin(chat, 'is the old one there');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
  });
});
