/**
 * Writing by way of an input method, as Vietnamese, or Chinese on a visit, is written: the Enter that ends a composition
 * sends nothing, and nothing changes the field under it.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage();
const browser = await launchChromium();
const desk = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Alesia' }));
let chat: PlayerScreen;
let keyboard: {
  compose(text: string): Promise<unknown>;
  enter(): Promise<unknown>;
  commit(text: string): Promise<unknown>;
};
beforeEach(async () => {
  const context = await browser.newContext({ locale: 'vi' });
  chat = playerScreen(await context.newPage());
  await chat.page.goto(`${siteUrl}/script-tag.html`);
  await chat.open();
  const devtools = await context.newCDPSession(chat.page);
  keyboard = {
    compose: (text) =>
      devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
    // As a browser tells of a key that the input method has taken.
    enter: () =>
      devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229 }),
    commit: (text) => devtools.send('Input.insertText', { text }),
  };
  return () => context.close();
});

describe('while something is being composed', () => {
  it('Enter is the input method’s, and the field is left alone whatever arrives', async () => {
    await chat.send('xin chào 48213');
    await expect.poll(() => conversationsWith(db, 'xin chào 48213'), PATIENT).toHaveLength(1);
    const [conversation = ''] = await conversationsWith(db, 'xin chào 48213');
    await chat.composer.focus();
    await keyboard.compose('rút tiê');
    await keyboard.enter();
    await desk.answer(conversation, 'một phút');
    await expect.poll(() => chat.texts(), PATIENT).toEqual(['xin chào 48213', 'một phút']);
    expect(await chat.composer.inputValue()).toBe('rút tiê');
    await keyboard.compose('rút tiền');
    await keyboard.commit('rút tiền');
    expect(await chat.composer.inputValue()).toBe('rút tiền');
    expect(await chat.texts()).toHaveLength(2);
    // One that comes too soon after the composition is still the input method's.
    const entered = async () => {
      await chat.composer.press('Enter');
      return chat.texts();
    };
    await expect.poll(entered, PATIENT).toEqual(['xin chào 48213', 'một phút', 'rút tiền']);
  });

  it('the Enter that Safari tells of just after the end of a composition sends nothing; a later one does', async () => {
    await chat.composer.fill('chào bạn');
    const endedAt = await chat.composer.evaluate((field) => {
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      return performance.now();
    });
    expect(await chat.composer.inputValue()).toBe('chào bạn');
    await chat.page.waitForFunction((ended) => performance.now() - ended > 50, endedAt);
    await chat.composer.press('Enter');
    await expect.poll(() => chat.texts(), PATIENT).toEqual(['chào bạn']);
  });
});

it('what a reader calls a character is counted as one, however many code points make it', async () => {
  const family = '👨‍👩‍👧‍👦';
  await chat.composer.fill(`${family.repeat(60)}${'é'.normalize('NFD').repeat(1_790)}`);
  await expect.poll(() => chat.part('limit').textContent(), PATIENT).toMatch(/150/);
});
