/** The chat as a player uses it: keys, what is said aloud, marks, links, limits, languages. */
import { beforeEach, describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { type FrameOperator, frameOperator } from '../support/frame-operator.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage();
const browser = await launchChromium();
const operator: FrameOperator = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Alesia' }));
let chat: PlayerScreen;
beforeEach(async () => {
  const context = await browser.newContext({ locale: 'en', timezoneId: 'Europe/Minsk' });
  chat = playerScreen(await context.newPage());
  return () => context.close();
});

const visit = (path = '/script-tag.html') => chat.page.goto(siteUrl + path);
const command = (...call: unknown[]) =>
  chat.page.evaluate(
    (words) => (window as unknown as { Touchline(...words: unknown[]): void }).Touchline(...words),
    call,
  );

/** Opens the chat and writes; resolves to the conversation. */
async function begin(text: string): Promise<string> {
  await chat.open();
  await chat.send(text);
  await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
  await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
  return (await conversationsWith(db, text))[0] ?? '';
}

/** Part of the chat that has the focus; undefined while the page has it. */
const focused = () =>
  chat.page.evaluate(() => {
    const inside = document.querySelector('touchline-chat')?.shadowRoot?.activeElement as HTMLElement | null;
    return inside?.dataset.part ?? inside?.tagName;
  });

describe('the keyboard', () => {
  it('is enough from the launcher to a sent message and back', async () => {
    await visit();
    await chat.launcher.waitFor();
    await chat.page.keyboard.press('Tab');
    expect(await focused()).toBe('launcher');
    await chat.page.keyboard.press('Enter');
    await expect.poll(focused, PATIENT).toBe('composer');
    await chat.page.keyboard.type('by keys alone');
    await chat.page.keyboard.press('Shift+Enter');
    await chat.page.keyboard.type('and a second line');
    await chat.page.keyboard.press('Enter');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    expect(await chat.texts()).toEqual(['by keys alone\nand a second line']);
    expect(await focused()).toBe('composer');
    await chat.page.keyboard.press('Escape');
    await expect.poll(() => chat.panel.isVisible()).toBe(false);
    expect(await focused()).toBe('launcher');
  });
});

describe('an answer', () => {
  it('is announced, counted on the closed launcher, and marked as read when it was seen', async () => {
    await visit();
    const conversation = await begin('is anybody there');
    await operator.answer(conversation, 'I am here');
    await expect.poll(() => chat.part('announcer').textContent(), PATIENT).toBe('Alesia: I am here');
    await operator.next('events', ({ events }) =>
      events.some((event) => event.type === 'read' && event.side === 'player'),
    );

    await chat.page.keyboard.press('Escape');
    await operator.answer(conversation, 'still here');
    await expect.poll(() => chat.part('unread').textContent(), PATIENT).toBe('1');
    expect(await chat.launcher.getAttribute('aria-label')).toContain('1');
    await chat.open();
    await expect.poll(() => chat.part('unread').count(), PATIENT).toBe(0);
    expect(await chat.texts()).toEqual(['is anybody there', 'I am here', 'still here']);
  });

  it('comes with typing in both directions, and the player learns that they were read', async () => {
    await visit();
    const conversation = await begin('can you see me type');
    await operator.answer(conversation, 'I can');
    await expect.poll(() => chat.texts(), PATIENT).toHaveLength(2);
    operator.typing(conversation);
    await expect.poll(() => chat.part('typing').textContent(), PATIENT).toBe('Alesia is writing…');
    await chat.composer.pressSequentially('now');
    await operator.next('typing', (frame) => frame.conversation === conversation);
    await operator.read(conversation);
    await expect.poll(() => chat.states(), PATIENT).toEqual(['seen', 'received']);
    await chat.send('now read this');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['seen', 'received', 'sent']);
  });
});

describe('a text', () => {
  it('has links to the web alone, which say where they lead', async () => {
    await visit();
    const text =
      'https://fairplay.example/pay, javascript:alert(1) data:text/html,x https://fаirplay.example/ and <b>bold</b>';
    await begin(text);
    expect(await chat.texts()).toEqual([text]);
    const links = await chat.messages.locator('a').evaluateAll((anchors) =>
      anchors.map((anchor) => {
        const { href, rel, target } = anchor as HTMLAnchorElement;
        return { href, rel, target, shown: getComputedStyle(anchor, '::after').content };
      }),
    );
    const safe = { rel: 'noopener nofollow', target: '_blank' };
    expect(links).toMatchObject([
      { href: 'https://fairplay.example/pay', ...safe },
      { href: 'https://xn--firplay-2fg.example/', ...safe, shown: expect.stringContaining('xn--firplay-2fg.example') },
    ]);
    expect(await chat.messages.locator('b').count()).toBe(0);
  });

  it('that is too long is neither cut nor sent, and says by how much', async () => {
    await visit();
    await chat.open();
    const text = 'ў'.repeat(2_050);
    await chat.send(text);
    await expect.poll(() => chat.part('limit').textContent(), PATIENT).toBe('Too long by 50 characters');
    expect(await chat.composer.inputValue()).toBe(text);
    expect(await chat.part('send').isDisabled()).toBe(true);
    await chat.page.reload();
    await chat.open();
    expect(await chat.composer.inputValue()).toBe(text);
    await chat.send(text.slice(50));
    await expect.poll(() => chat.texts(), PATIENT).toEqual([text.slice(50)]);
    expect(await chat.composer.inputValue()).toBe('');
  });

  it('without a space stays within the panel', async () => {
    await visit();
    await begin('W'.repeat(600));
    const { inner, outer } = await chat.part('thread').evaluate((thread) => ({
      inner: Math.max(...[...thread.querySelectorAll('*')].map((each) => each.getBoundingClientRect().right)),
      outer: thread.getBoundingClientRect().right,
    }));
    expect(inner).toBeLessThanOrEqual(outer);
    expect(await chat.part('thread').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });
});

describe('languages and clocks', () => {
  it('the page changes the language in the middle of a chat, and what stands there stays', async () => {
    await visit();
    await begin('before the change');
    await chat.composer.fill('half a sentence');
    await command('setLocale', 'be');
    await expect.poll(() => chat.composer.getAttribute('placeholder'), PATIENT).toBe('Напішыце паведамленне');
    await expect.poll(() => chat.panel.textContent(), PATIENT).toContain('Адпраўлена');
    expect(await chat.texts()).toEqual(['before the change']);
    expect(await chat.composer.inputValue()).toBe('half a sentence');
  });

  it('a device whose clock is years off shows the right times', async () => {
    await chat.page.clock.setSystemTime(new Date('2019-02-03T04:05:06Z'));
    await visit();
    const conversation = await begin('what time is it');
    const { rows } = await db.query<{ at: Date }>('select max(at) as at from events where conversation_id = $1', [
      conversation,
    ]);
    const time = new Intl.DateTimeFormat('en', { timeStyle: 'short', timeZone: 'Europe/Minsk' }).format(rows[0]?.at);
    const plain = (text: string | null) => text?.replace(/\s/g, ' ');
    await expect.poll(() => chat.messages.locator('time').textContent().then(plain), PATIENT).toBe(plain(time));
    expect(await chat.part('thread').textContent()).toContain('Today');
  });
});
