/**
 * What a player sees while nobody answers: their place as it goes down, the night with nobody there, a transfer; over
 * reloads and a relay that is killed. Three players, each in a browser and a language of their own.
 */
import { LOCALES, type Locale } from '@touchline/shared/people.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import type { BrowserContext } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { until } from '../support/conditions.ts';
import { watchCosts } from '../support/host-page-watch.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createSite, TEST_ORIGIN } from '../support/relay.ts';
import { atDesk, hire, playerWrites, rules } from '../support/shift.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const BADGE_WITHIN_MS = 3_000;
const ZONES: Partial<Record<Locale, string>> = { be: 'Europe/Minsk', vi: 'Asia/Ho_Chi_Minh' };

const { db, relay } = await setStage();
const pages = await startHostPages();
const browser = await launchChromium();

type Waiting = PlayerScreen & { context: BrowserContext; url: string; conversation: string };

async function siteWith(key: string, routing: Parameters<typeof rules>[0]) {
  return createSite(db, {
    key,
    languages: [...LOCALES],
    origins: [pages.url, TEST_ORIGIN],
    routing: rules(routing),
  });
}

/** Writes the first message, on a phone, and stands in the queue once this resolves. */
async function arrive(site: string, locale: Locale, topic?: string): Promise<Waiting & { shift(): Promise<number> }> {
  const context = await browser.newContext({
    locale,
    timezoneId: ZONES[locale] ?? 'Europe/London',
    viewport: { width: 360, height: 640 },
  });
  const tag = scriptTag(relay.url, `data-locale="${locale}"`, site);
  const url = pages.serve(`/${site}/${locale}`, pageWith(tag));
  const page = await context.newPage();
  const { costs } = await watchCosts(page);
  const chat = playerScreen(page);
  /** Until now: what this frame moves is told with the next. */
  async function shift(): Promise<number> {
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    return (await costs()).shift;
  }
  await page.goto(url);
  await chat.open();
  if (topic) await page.evaluate((name) => (window as unknown as Chat).Touchline('setTopic', name), topic);
  // No word in it that speaks for another language than the page's.
  const text = `${site}-1 ${locale}-1`;
  await chat.send(text);
  await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
  await chat.part('waiting').waitFor();
  const [conversation = ''] = await conversationsWith(db, text);
  return { ...chat, context, url, conversation, shift };
}
type Chat = { Touchline(...words: unknown[]): void };

const lines = (chat: PlayerScreen) => chat.part('waiting').locator('p').allTextContents();
const plain = (text: string | null) => text?.replace(/\s/g, ' ');
const shows = (chat: PlayerScreen, ...wanted: string[]) =>
  expect.poll(() => lines(chat).then((all) => all.map(plain)), PATIENT).toEqual(wanted);
const isHelped = (chat: PlayerScreen, status: string) =>
  expect.poll(() => chat.part('status').textContent(), PATIENT).toBe(status);
/** On a connection that is yet to come. */
const told = ({ page }: PlayerScreen) =>
  new Promise<void>((resolve) => {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => `${payload}`.includes('"type":"queue"') && resolve()),
    );
  });
const heard = (chat: PlayerScreen) => chat.part('waiting-said').textContent();

describe('with every operator busy', { timeout: 60_000 }, () => {
  it('places go down as others are answered; a reload and a killed relay change nothing', async () => {
    const site = await siteWith('busy', {});
    const alesia = await hire(db, site, 'Alesia', { capacity: 5 });
    let desk = await atDesk(relay.url, alesia);
    const served = await Promise.all([1, 2, 3, 4, 5].map(() => playerWrites(relay.url, site)));
    await Promise.all(served.map((player) => player.shown('assigned')));

    // 1. Five answered within the half hour that an estimate looks back: one in six minutes.
    const en = await arrive('busy', 'en');
    const be = await arrive('busy', 'be');
    const vi = await arrive('busy', 'vi');
    const before = [
      [en, 'You are next · less than 15 minutes'],
      [be, 'Ваш нумар у чарзе: 2 · каля 3–30 хвілін'],
      [vi, 'Bạn đang ở vị trí số 3 · khoảng 5–30 phút'],
    ] as const;
    for (const [chat, text] of before) {
      await shows(chat, text);
      expect(await heard(chat)).toBe(text);
    }

    // 2. Loaded anew, and with another relay in the place of the killed one, it stands there again.
    const isTold = told(be);
    await be.page.reload();
    // Long before there is a panel that could show it.
    await isTold;
    await be.open();
    await shows(be, before[1][1]);
    const areTold = Promise.all([en, be, vi].map(told));
    await relay.kill();
    await relay.start();
    desk = await atDesk(relay.url, alesia);
    await areTold;
    for (const [chat, text] of before) await shows(chat, text);

    // 3. A place frees: the first is answered, the others move up, and nothing on their screens is pushed about.
    const shifts = await Promise.all([be, vi].map((chat) => chat.shift()));
    await desk.command({ type: 'resolve', conversation: served[0]?.conversation ?? '' });
    await isHelped(en, 'Alesia is helping you');
    await expect.poll(() => en.part('waiting').count(), PATIENT).toBe(0);
    expect(await heard(en)).toBe('Alesia is helping you');
    await shows(be, 'Ваша чарга наступная · да 10 хвілін');
    await shows(vi, 'Bạn đang ở vị trí số 2 · khoảng 2–20 phút');
    expect(await heard(be)).toBe('Ваша чарга наступная · да 10 хвілін');
    // One step forward is for the eye.
    expect(await heard(vi)).toBe(before[2][1]);
    await desk.command({ type: 'resolve', conversation: en.conversation });
    await isHelped(be, 'Вам дапамагае Alesia');
    await shows(vi, 'Bạn là người tiếp theo · dưới 10 phút');
    expect(await Promise.all([be, vi].map((chat) => chat.shift()))).toEqual(shifts);

    // Positive control: what pushes messages about is measured.
    await vi.part('thread').evaluate((thread) => thread.style.setProperty('padding-top', '60px'));
    await expect.poll(() => vi.shift(), PATIENT).toBeGreaterThan(shifts[1] ?? 0);
    await Promise.all([en, be, vi].map(({ context }) => context.close()));
    desk.close();
  });
});

describe('at 03:00', { timeout: 60_000 }, () => {
  it('nobody is there, and says when somebody will be; in the morning the answer is on the next page', async () => {
    const soon = Temporal.Now.zonedDateTimeISO('Europe/Warsaw').add({ hours: 2 }).with({ second: 0, millisecond: 0 });
    const later = soon.add({ days: 3 }).with({ hour: 9, minute: 0 });
    const site = await siteWith('night', {
      cover: {
        timeZone: 'Europe/Warsaw',
        shifts: [
          { days: [1, 2, 3, 4, 5, 6, 7], from: timeOf(soon), to: '23:59', languages: ['be'] },
          { days: [later.dayOfWeek], from: '09:00', to: '18:00', languages: ['vi'] },
        ],
      },
    });

    // 1. Each reads when somebody who speaks their language comes, by their own clock; who speaks English, nobody has said.
    const be = await arrive('night', 'be');
    const [vi, en] = await Promise.all([arrive('night', 'vi'), arrive('night', 'en', 'payments')]);
    const inMinsk = soon.withTimeZone('Europe/Minsk');
    const isToday = inMinsk.toPlainDate().equals(Temporal.Now.plainDateISO('Europe/Minsk'));
    const nightInBelarusian = [
      'Цяпер нікога няма ў сетцы. Ваша паведамленне захавана, мы адкажам вам тут.',
      `Аператар, які размаўляе на вашай мове, будзе ${isToday ? 'сёння' : 'заўтра'} а ${timeOf(inMinsk)}.`,
      `Нумар звароту: ${referenceOf(be.conversation)}`,
    ];
    await shows(be, ...nightInBelarusian);
    const inHanoi = later.withTimeZone('Asia/Ho_Chi_Minh');
    await shows(
      vi,
      'Hiện không có ai trực tuyến. Tin nhắn của bạn đã được lưu và sẽ được trả lời tại đây.',
      `Nhân viên nói ngôn ngữ của bạn dự kiến có mặt lúc ${timeOf(inHanoi)} ${weekday(inHanoi, 'vi').replace('Thứ', 'thứ')}.`,
      `Mã yêu cầu: ${referenceOf(vi.conversation)}`,
    );
    await shows(
      en,
      'Nobody is online right now. Your message is kept and will be answered here.',
      `Reference ${referenceOf(en.conversation)}`,
    );

    // 2. The same on the next page; then everybody goes to bed.
    await be.page.reload();
    await be.open();
    await shows(be, ...nightInBelarusian);
    await Promise.all([be, vi, en].map(({ page }) => page.close()));

    // 3. One operator comes, with one place: the urgent one first though it came later, then by age.
    const desk = await atDesk(relay.url, await hire(db, site, 'Alesia', { capacity: 1 }));
    for (const { conversation } of [en, be, vi]) {
      await expect.poll(() => openOn(site.id), PATIENT).toEqual([conversation]);
      await desk.answer(conversation, `an answer, ${conversation}`);
      await desk.command({ type: 'resolve', conversation });
    }

    // 4. Whatever page of the site they open next tells them, and they open nothing.
    const badges = [];
    for (const player of [be, vi, en]) badges.push(await badgeOn(await player.context.newPage(), player.url));
    console.info(`badge on the next page after ${badges.map(Math.round).join(', ')} ms`);
    expect(Math.max(...badges)).toBeLessThan(BADGE_WITHIN_MS);

    // Positive control: a page that has forgotten that it awaits an answer does not connect, and shows none.
    const page = await be.context.newPage();
    await page.addInitScript(() => {
      for (const key of Object.keys(localStorage)) if (key.endsWith('wake')) localStorage.removeItem(key);
    });
    await expect(badgeOn(page, be.url)).rejects.toThrow('a badge');
    await Promise.all([be, vi, en].map(({ context }) => context.close()));
    desk.close();
  });
});

describe('a transfer', { timeout: 60_000 }, () => {
  it('says so, then the place in the queue, then who goes on', async () => {
    const site = await siteWith('team', {});
    const boris = await hire(db, site, 'Boris', { capacity: 1 });
    const busy = await atDesk(relay.url, boris);
    const other = await playerWrites(relay.url, site);
    await other.shown('assigned');
    const chat = await arrive('team', 'en');
    await shows(chat, 'You are next');
    const desk = await atDesk(relay.url, await hire(db, site, 'Alesia'));
    await isHelped(chat, 'Alesia is helping you');
    await desk.answer(chat.conversation, 'One moment, a colleague knows this better');
    const notes = chat.part('thread').locator('.note');
    expect(await notes.allTextContents()).toEqual([]);

    await desk.command({ type: 'transfer', conversation: chat.conversation, to: boris.id, note: 'not for the player' });
    await shows(chat, 'You are next');
    expect(await notes.allTextContents()).toEqual(['We are passing you on to a colleague']);
    expect(await heard(chat)).toBe('You are next');
    await isHelped(chat, 'We will answer you here');

    await busy.command({ type: 'resolve', conversation: other.conversation });
    await isHelped(chat, 'Boris is helping you');
    await expect.poll(() => lines(chat), PATIENT).toEqual([]);
    expect(await notes.allTextContents()).toEqual(['We are passing you on to a colleague']);
    expect(await chat.panel.textContent()).not.toContain('not for the player');
    await chat.context.close();
  });
});

/** How long after the address was asked for the closed launcher shows one unread message. */
async function badgeOn(page: Awaited<ReturnType<BrowserContext['newPage']>>, url: string): Promise<number> {
  const chat = playerScreen(page);
  const start = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await until('a badge', async () => (await chat.part('unread').count()) === 1, BADGE_WITHIN_MS);
  const after = performance.now() - start;
  expect(await chat.part('unread').textContent()).toBe('1');
  expect(await chat.panel.count()).toBe(0);
  return after;
}

async function openOn(siteId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from conversations where site_id = $1 and status = 'open'`,
    [siteId],
  );
  return rows.map(({ id }) => id);
}

const timeOf = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: 'minute' });
const weekday = (at: Temporal.ZonedDateTime, locale: string) => at.toLocaleString(locale, { weekday: 'long' });
