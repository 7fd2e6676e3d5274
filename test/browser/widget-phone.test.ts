/** The chat on a phone, and with a long past. */
import { beforeEach, describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writeHistory } from '../support/long-history.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { newPhone } from '../support/slow-phone.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, siteUrl } = await setStage();
const browser = await launchChromium();
let chat: PlayerScreen;
beforeEach(async () => {
  const phone = await newPhone(browser);
  chat = playerScreen(await phone.newPage());
  return () => phone.close();
});

const DAY_MS = 24 * 3_600_000;
const FIRST_FRAME_MAX_BYTES = 16 * 1024;
const TARGET_MIN_PX = 44;

async function begin(text: string, page = '/script-tag.html'): Promise<string> {
  await chat.page.goto(siteUrl + page);
  await chat.open();
  await chat.send(text);
  await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
  return (await conversationsWith(db, text))[0] ?? '';
}

describe('on a phone', { timeout: 60_000 }, () => {
  it('the chat fills the screen, zooms nothing and has targets for thumbs', async () => {
    await begin('from a phone');
    expect(await chat.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 640 });
    const fontPx = await chat.composer.evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize));
    expect(fontPx).toBeGreaterThanOrEqual(16);
    expect(await smallTargets(chat)).toEqual([]);
    await chat.page.evaluate(() => (window as unknown as { Touchline(command: string): void }).Touchline('logout'));
    await chat.part('topics').waitFor();
    expect(await smallTargets(chat)).toEqual([]);
  });

  it('Back closes the chat and leaves neither the page nor an entry behind', async () => {
    await chat.page.goto(`${siteUrl}/script-tag.html`);
    const address = chat.page.url();
    const entries = () => chat.page.evaluate(() => history.length);
    await chat.open();
    const opened = await entries();
    await chat.page.goBack();
    await expect.poll(() => chat.panel.isVisible(), PATIENT).toBe(false);
    expect(chat.page.url()).toBe(address);
    for (let i = 0; i < 3; i++) {
      await chat.open();
      await chat.panel.getByRole('button', { name: 'Close chat' }).tap();
      await expect.poll(() => chat.panel.isVisible(), PATIENT).toBe(false);
    }
    expect(chat.page.url()).toBe(address);
    await expect.poll(entries, PATIENT).toBe(opened);
    await chat.open();
    await chat.page.goBack();
    await expect.poll(() => chat.panel.isVisible(), PATIENT).toBe(false);
  });
});

describe('a long past', { timeout: 60_000 }, () => {
  it('of 2,000 messages begins with a small frame, and comes in above without moving what is read', async () => {
    // 1. A conversation of 2,000 messages over ten days.
    const conversation = await begin('the first of two thousand');
    await relay.kill();
    await writeHistory(db, conversation, { count: 2_000, everyMs: (10 * DAY_MS) / 2_000, lastAt: Date.now() });
    await relay.start();

    // 2. The first answer is small, whatever the past.
    const frames: string[] = [];
    chat.page.on('websocket', (line) => line.on('framereceived', ({ payload }) => frames.push(String(payload))));
    await chat.page.reload();
    await chat.open();
    await expect.poll(() => chat.texts().then((texts) => texts.at(-1)), PATIENT).toMatch(/^message 2000 /);
    const first = frames.find((frame) => JSON.parse(frame).type === 'reset') ?? '';
    const bytes = Buffer.byteLength(first);
    process.stdout.write(`first frame of 2,000 messages: ${bytes} bytes\n`);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(FIRST_FRAME_MAX_BYTES);

    // 3. Scrolling up brings more, and the line that was being read stays where it is.
    for (let page = 0; page < 3; page++) expect(await movedByOlder(chat)).toBeLessThanOrEqual(2);
    // The control: where nothing holds the place, it is lost.
    expect(await movedByOlder(chat, { isPlaceLost: true })).toBeGreaterThan(100);
    await chat.page.reload();
    await chat.open();

    // 4. Up to the very first, each message once, and every day has its line.
    await expect
      .poll(
        async () => {
          await chat.part('thread').evaluate((thread) => thread.scrollTo(0, 0));
          return (await chat.texts())[0];
        },
        { ...PATIENT, timeout: 30_000 },
      )
      .toBe('the first of two thousand');
    expect(await chat.messages.count()).toBe(2_001);
    expect(new Set(await chat.seqs()).size).toBe(2_001);
  });

  it.each([
    ['be', 'Сёння', 'Учора'],
    ['az', 'Bu gün', 'Dünən'],
    ['pl', 'Dzisiaj', 'Wczoraj'],
  ])('has the days of %s right, which Chromium alone does not know', async (locale, today, yesterday) => {
    const conversation = await begin(`days in ${locale}`, `/${locale}/`);
    await relay.kill();
    // At noon, so that no zone and no change of clocks moves a day.
    const noon = new Date().setHours(12, 0, 0, 0);
    await writeHistory(db, conversation, { count: 400, everyMs: DAY_MS, lastAt: noon });
    await db.query(`delete from events where conversation_id = $1 and data->>'text' like 'days in%'`, [conversation]);
    await relay.start();
    await chat.page.reload();
    await chat.open();
    await expect.poll(() => chat.texts().then((texts) => texts.at(-1)), PATIENT).toMatch(/^message 400 /);
    const days = await chat.part('thread').locator('.day').allTextContents();
    const shown = days.slice(-40);
    expect(shown.slice(-2)).toEqual([yesterday, today]);
    for (const [i, text] of shown.slice(0, -2).entries()) {
      const at = noon - (shown.length - 1 - i) * DAY_MS;
      const isThisYear = new Date(at).getFullYear() === new Date().getFullYear();
      const format = new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'long',
        ...(!isThisYear && { year: 'numeric' }),
      });
      expect(text).toBe(format.format(at));
    }
  });
});

/** What can be tapped and is smaller than a thumb; the text of a message is not counted. */
async function smallTargets({ panel, still }: PlayerScreen): Promise<string[]> {
  await still();
  return panel.evaluate((box, least) => {
    const targets = [...box.querySelectorAll<HTMLElement>('button, a[href], textarea, label, input')];
    return targets
      .filter((target) => !target.closest('[data-part=text]') && !target.matches('label input'))
      .map((target) => ({ target, rect: target.getBoundingClientRect() }))
      .filter(({ rect }) => rect.width > 1 && (rect.width < least || rect.height < least))
      .map(({ target, rect }) => `${target.outerHTML.slice(0, 80)}: ${rect.width} × ${rect.height}`);
  }, TARGET_MIN_PX);
}

/**
 * Scrolls up until older messages come; by how many pixels the first message in view has moved when they are there.
 * `isPlaceLost`: the defect to plant, nobody may correct the scroll position any more.
 */
async function movedByOlder(chat: PlayerScreen, { isPlaceLost = false } = {}): Promise<number> {
  const count = await chat.messages.count();
  const read = await chat.part('thread').evaluate((thread, isPlanted) => {
    thread.scrollTop = 600;
    if (isPlanted) Object.defineProperty(thread, 'scrollTop', { get: () => 600, set: () => {} });
    const edge = thread.getBoundingClientRect().top;
    const messages = [...thread.querySelectorAll<HTMLElement>('[data-part=message]')];
    const first = messages.find((message) => message.getBoundingClientRect().top >= edge);
    return { clientId: first?.dataset.clientId ?? '', top: first?.getBoundingClientRect().top ?? 0 };
  }, isPlaceLost);
  await expect.poll(() => chat.messages.count(), PATIENT).toBeGreaterThan(count);
  const message = chat.page.locator(`touchline-chat [data-client-id="${read.clientId}"]`);
  return Math.abs((await message.evaluate((element) => element.getBoundingClientRect().top)) - read.top);
}
