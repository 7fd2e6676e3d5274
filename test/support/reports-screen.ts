/** The page of numbers in a browser, and weeks of conversations for it to tell of. */
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { type Conversation, type Event, NEW_CONVERSATION, type OperatorRef } from '@touchline/shared/conversation.ts';
import { type Command, decide } from '@touchline/shared/decide.ts';
import { applyWhole } from '@touchline/shared/internal.ts';
import type { ReportTable } from '@touchline/shared/reports.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll } from 'vitest';
import { until } from './conditions.ts';
import { bringSession, inboxScreen } from './inbox-screen.ts';
import { randomOf } from './match-day.ts';
import { createTestDatabase } from './postgres.ts';
import { createOperator, createSite, signIn, startTestRelay, type TestOperator } from './relay.ts';
import { type Talk, writeTalks } from './reports-world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LANGUAGES = ['pl', 'pl', 'ru', 'be', 'en', 'tr'];
const TOPICS = ['payments', 'payments', 'bets', 'bets', 'verification', 'account', 'bonuses', 'rules', null] as const;
const COMMENTS = [
  'Fast and kind, thank you.',
  'Nikt mi nie powiedział, dlaczego wypłata stoi od trzech dni.',
  'Всё объяснили, вопрос решён.',
  '=HYPERLINK("https://evil.example","click")',
];
/** Of a day, when players write: betting evenings. */
const HOURS = [9, 11, 13, 15, 16, 17, 18, 18, 19, 19, 20, 20, 20, 21, 21, 22, 23, 0];

export type ReportsStage = Awaited<ReturnType<typeof setReportsStage>>;

/** Two brands with weeks of conversations, who works on them, and a brand on which nothing has happened yet. */
export async function setReportsStage() {
  const { db } = await createTestDatabase();
  const routing = routingRules.parse({ mode: 'pick', cover: WARSAW });
  const site = await createSite(db, { name: 'Fairplay', languages: ['en', 'be', 'ru', 'pl', 'tr'], routing });
  const other = await createSite(db, { name: 'Liga', languages: ['pl'], routing });
  const sites = [site, other];
  const boss = await createOperator(db, sites, { name: 'Vera', role: 'supervisor' });
  const operators: TestOperator[] = [];
  for (const name of ['Alesia', HOSTILE_NAME, 'Marek']) operators.push(await createOperator(db, sites, { name }));
  const empty = await createSite(db, { name: 'New brand' });
  const beginner = await createOperator(db, [empty], { name: 'Nora', role: 'supervisor' });
  await fillWeeks(db, { sites: [site, site, other], operators, days: 60, perDay: 6, until: Date.now() });
  // Days of 23 hours and beside it; one about which nobody was answered and nobody said anything.
  const every = (random: () => number, topic: string) => (at: string) => ({
    ...everydayLog({ random, pick: (items) => items[0] as never, operators, topic }, Date.parse(at)),
    brand: { site, cover: null },
  });
  const around = [
    '2026-03-28T12:00Z',
    '2026-03-28T22:30Z',
    '2026-03-29T00:30Z',
    '2026-03-29T21:30Z',
    '2026-03-30T08:00Z',
  ];
  await writeTalks(db, around.map(every(() => 0.5, 'bets')));
  await writeTalks(db, [every(() => 0.01, 'safer-gambling')(new Date(Date.now() - 5 * DAY).toISOString())]);
  const relay = await startTestRelay(db);
  afterAll(() => relay.close());
  return { db, relay, site, other, boss, beginner, operators };
}

/** What a spreadsheet would run. */
export const HOSTILE_NAME = "=cmd|' /C calc'!A0";
const WARSAW = { timeZone: 'Europe/Warsaw', shifts: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '10:00', to: '02:00' }] };

type Weeks = { sites: readonly Site[]; operators: readonly OperatorRef[]; days: number; perDay: number; until: number };

/** Everyday conversations on each of so many days before `until`; the same for the same seed. */
export async function fillWeeks(db: Database, { sites, operators, days, perDay, until: end }: Weeks, seed = 7) {
  const random = randomOf(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const talks: Talk[] = [];
  const midnight = Math.floor(end / DAY) * DAY;
  for (let day = days - 1; day >= 0; day--) {
    const isWeekend = new Date(midnight - day * DAY).getUTCDay() % 6 === 0;
    // Withdrawals are what everybody asks about in the last days.
    const count = Math.round(perDay * (isWeekend ? 1.5 : 1) * (0.8 + 0.4 * random()) * (day < 14 ? 1.3 : 1));
    for (let i = 0; i < count; i++) {
      const at = midnight - day * DAY + pick(HOURS) * 60 * MINUTE + random() * 60 * MINUTE;
      if (at > end - 30 * MINUTE) continue;
      const topic = day < 14 && random() < 0.25 ? 'payments' : pick(TOPICS);
      talks.push({
        ...everydayLog({ random, pick, operators, topic }, Math.floor(at)),
        brand: { site: pick(sites), cover: null },
      });
    }
  }
  for (let at = 0; at < talks.length; at += 200) await writeTalks(db, talks.slice(at, at + 200));
  return talks;
}

type Ways = {
  random(): number;
  pick<Item>(items: readonly Item[]): Item;
  operators: readonly OperatorRef[];
  topic: string | null;
};

/** One player who writes, is answered by somebody, and mostly says how it went. */
export function everydayLog({ random, pick, operators, topic }: Ways, beginsAt: number) {
  const id = newId(beginsAt);
  const language = pick(LANGUAGES);
  const operator = pick(operators);
  const events: Event[] = [];
  let state: Conversation = NEW_CONVERSATION;
  let at = beginsAt;
  const after = (minutes: number) => {
    at += Math.ceil(-Math.log(1 - random()) * minutes * MINUTE) + 2_000;
  };
  const run = (command: object) => {
    const decision = decide(state, command as Command);
    if (!('events' in decision)) return;
    for (const draft of decision.events) {
      const event = { ...draft, seq: state.seq + 1, at } as Event;
      state = applyWhole(state, event);
      events.push(event);
    }
  };
  const text = () => ({ clientId: newId(at), text: 'what they wrote', language });
  const says = () => run({ type: 'post', by: { kind: 'player' }, topic, ...text() });
  const answers = () => run({ type: 'post', by: { kind: 'operator', ...operator }, ...text() });

  says();
  if (random() < 0.07) {
    after(25);
    run({ type: 'assign', operator });
    run({ type: 'resolve', operator });
    return { id, events, state };
  }
  after(1.5);
  run({ type: 'assign', operator });
  after(0.8);
  answers();
  for (let more = Math.floor(random() * 4); more > 0; more--) {
    after(2);
    says();
    after(1);
    answers();
  }
  after(4);
  run({ type: 'resolve', operator });
  if (random() < 0.55) {
    after(1);
    const mark = () => (random() < 0.1 ? null : Math.min(5, 2 + Math.floor(random() * 4.4)));
    const comment = random() < 0.35 ? pick(COMMENTS) : null;
    const rating = { solved: random() < 0.8, speed: mark(), courtesy: mark(), competence: mark(), comment };
    run({ type: 'rate', rating, at });
  }
  return { id, events, state };
}

/** What the relay answers, once it has read everything. */
export async function askReports(relayUrl: string, operator: TestOperator, query: Record<string, string>) {
  const cookie = await signIn(relayUrl, operator);
  const ask = async (): Promise<ReportTable> => {
    const response = await fetch(`${relayUrl}/api/reports/table?${new URLSearchParams(query)}`, {
      headers: { cookie },
    });
    if (!response.ok) throw new Error(`the report answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as ReportTable;
  };
  await until('every conversation is counted', async () => (await ask()).complete, 60_000);
  return ask();
}

export type ReportsScreen = Awaited<ReturnType<typeof openReports>>;

type Options = BrowserContextOptions & { rest?: string };

/** Signed in, on the page of numbers; `complaints` is what the browser says against its policy or into its console. */
export async function openReports(
  browser: Browser,
  relayUrl: string,
  operator: TestOperator,
  { rest = '', ...options }: Options = {},
) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const screen = inboxScreen(page, relayUrl);
  await bringSession(context, relayUrl, operator);
  const { part } = screen;
  const visit = async (to: string) => {
    await page.goto(`${relayUrl}/inbox/reports${to.startsWith('?') || !to ? to : `/${to}`}`);
    await page.locator('[data-part=reports-page][data-busy=false]').waitFor();
  };
  await visit(rest);
  return {
    page,
    part,
    complaints,
    visit,
    query: () => Object.fromEntries(new URL(page.url()).searchParams),
    /** Until what was asked last is answered. */
    settled: () => page.locator('[data-part=reports-page][data-busy=false]').waitFor(),
    card: (metric: string) => page.locator(`[data-part=number-card][data-metric=${metric}]`),
    /** A table as texts, its head first, without what only some can hear. */
    table: (name: string) =>
      part(name).evaluate((box) =>
        [...box.querySelectorAll('tr')].map((row) =>
          [...row.children].map((cell) => {
            const copy = cell.cloneNode(true) as Element;
            for (const silent of copy.querySelectorAll('.hidden, small')) silent.remove();
            return (copy.textContent ?? '').trim();
          }),
        ),
      ),
    isWithin: () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
  };
}
