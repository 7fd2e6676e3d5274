/** Numbers as they are asked for: by whom, of which days, as a file, as a digest; and how soon they follow the log. */
import { type Digest, digest, type ReportTable, reportTable } from '@touchline/shared/reports.ts';
import { METRIC_KEYS, metricOf } from '@touchline/shared/reports-metrics.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { newId } from '@touchline/shared/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './support/conditions.ts';
import { connectOperator, connectPlayer } from './support/frame-client.ts';
import { createTestDatabase } from './support/postgres.ts';
import {
  createOperator,
  createSite,
  signIn,
  startTestRelay,
  type TestOperator,
  type TestRelay,
} from './support/relay.ts';

const { db } = await createTestDatabase();
const routing = routingRules.parse({ mode: 'pick', cover: { timeZone: 'Asia/Baku', shifts: [] } });
const site = await createSite(db, { name: '=Fairplay', routing });
const island = await createSite(db, {
  routing: routingRules.parse({ mode: 'pick', cover: { timeZone: 'Australia/Lord_Howe', shifts: [] } }),
});
const foreign = await createSite(db);
const boss = await createOperator(db, [site, island], { name: '@Vera', role: 'supervisor' });
const ann = await createOperator(db, [site], { name: 'Ann' });
const bob = await createOperator(db, [site], { name: '=Bob' });
const now = Temporal.Now.zonedDateTimeISO('Asia/Baku').toPlainDate();
/** And tomorrow, if midnight comes meanwhile. */
const [today, tomorrow] = [now.toString(), now.add({ days: 1 }).toString()];
let relay: TestRelay;
const cookies = new Map<TestOperator, string>();
beforeAll(async () => {
  relay = await startTestRelay(db);
  for (const who of [boss, ann, bob]) cookies.set(who, await signIn(relay.url, who));
  await answeredBy(ann, 'How are you?');
  await answeredBy(bob, '<b>Bad</b>');
  await until('both conversations are counted', async () => countOf((await table(boss)).total, 'solved') === 2);
}, 60_000);
afterAll(() => relay.close());

const id = () => newId(Date.now());
const ask = (who: TestOperator, path: string) =>
  fetch(`${relay.url}/api/reports/${path}`, { headers: { cookie: cookies.get(who) ?? '' } });
async function table(who: TestOperator, more: Record<string, string> = {}): Promise<ReportTable> {
  const response = await ask(who, `table?${asked(more)}`);
  expect(response.status).toBe(200);
  return reportTable.parse(await response.json());
}
const asked = (more: Record<string, string>) =>
  new URLSearchParams({ sites: site.id, from: today, to: tomorrow, by: 'operator', ...more }).toString();
function countOf(figures: ReportTable['total'], metric: keyof ReportTable['total']): number | undefined {
  const figure = figures[metric];
  return figure && figure.kind !== 'load' ? figure.count : undefined;
}

/** A player asks, is answered, and says how it went. */
async function answeredBy(who: TestOperator, comment: string): Promise<void> {
  const player = await connectPlayer(relay.url, site, {});
  const conversation = id();
  const send = async (from: Awaited<ReturnType<typeof connectPlayer>>, frame: object) => {
    const clientId = id();
    from.send({ ...frame, conversation, clientId } as never);
    await from.next('ack', (ack) => ack.clientId === clientId);
  };
  await send(player, { type: 'post', text: 'where is it?', topic: 'payments' });
  const desk = await connectOperator(relay.url, cookies.get(who) ?? '');
  await send(desk as never, { type: 'post', text: 'it is here', seen: 99 });
  await send(desk as never, { type: 'resolve' });
  await send(player, { type: 'rate', rating: { solved: true, speed: 4, courtesy: null, competence: 5, comment } });
  player.close();
  desk.close();
}

describe('what happens is counted', () => {
  it('within seconds, for whoever did it', async () => {
    const { rows, total, complete, zone } = await table(boss);
    expect({ complete, zone }).toEqual({ complete: true, zone: 'Asia/Baku' });
    expect(rows.map(({ key, name }) => [key, name]).sort()).toEqual(
      [
        [ann.id, 'Ann'],
        [bob.id, '=Bob'],
      ].sort(),
    );
    for (const { figures } of rows) expect(countOf(figures, 'first-response')).toBe(1);
    expect(countOf(total, 'first-response')).toBe(2);
    expect(total.speed).toEqual({ kind: 'mark', count: 2, mean: 4, good: 1, marks: [0, 0, 0, 2, 0] });
    expect(total.courtesy).toEqual({ kind: 'mark', count: 0, mean: null, good: null, marks: [0, 0, 0, 0, 0] });
  });
});

describe('who is shown what', () => {
  it('an operator sees their own numbers, whatever they ask for, and what is nobody’s is not among them', async () => {
    const { rows, metrics } = await table(ann);
    expect(rows.map(({ key }) => key)).toEqual([ann.id]);
    expect(metrics).toEqual(METRIC_KEYS.filter((key) => metricOf(key).ofOperators));
    expect(countOf((await table(ann, { by: 'day', metrics: 'started,solved' })).total, 'started')).toBe(undefined);
    expect((await ask(ann, `table?${asked({ operator: bob.id })}`)).status).toBe(404);
    expect((await table(ann, { operator: ann.id })).rows).toHaveLength(1);
  });

  it('nobody is shown a site that is not theirs, not even beside their own', async () => {
    for (const sites of [foreign.id, `${site.id},${foreign.id}`, id()]) {
      expect((await ask(boss, `table?${asked({ sites, zone: 'own' })}`)).status).toBe(404);
    }
  });

  it('what players wrote is for supervisors, as text', async () => {
    const response = await ask(boss, `digest?site=${site.id}&week=${today}`);
    const read: Digest = digest.parse(await response.json());
    expect(read.comments.map(({ comment, operator }) => [comment, operator?.name]).sort()).toEqual([
      ['<b>Bad</b>', '=Bob'],
      ['How are you?', 'Ann'],
    ]);
    expect(read).toMatchObject({ commented: 2, zone: 'Asia/Baku', total: { usual: null, trend: 'unknown' } });
    expect(read.topics.map(({ topic, figures }) => [topic, countOf(figures, 'started')])).toEqual([['payments', 2]]);
    expect((await ask(ann, `digest?site=${site.id}&week=${today}`)).status).toBe(404);
  });
});

describe('what cannot be told is said so', () => {
  it.each([
    ['the last day before the first', { from: '2026-03-02', to: '2026-03-01' }, 'from'],
    ['more than five years', { from: '2019-01-01', to: '2026-01-01' }, 'to'],
    ['a day that there is not', { from: '2026-02-30' }, 'from'],
    ['a year that is none', { from: '0000-01-01' }, 'from'],
    ['brands in several zones', { sites: `${site.id},${island.id}` }, 'zone'],
    ['a site without an id', { sites: 'all' }, 'sites'],
    ['a metric that there is not', { metrics: 'happiness' }, 'metrics'],
    ['a grouping that there is not', { by: 'mood' }, 'by'],
    ['what was never asked for', { limit: '5' }, ''],
  ])('%s', async (_, more, field) => {
    const response = await ask(boss, `table?${asked(more)}`);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { kind: string; fields: Record<string, string> } };
    expect(error.kind).toBe('bad-request');
    expect(Object.keys(error.fields)).toContain(field);
  });

  it.each([
    ['a range of the future', { from: '2031-01-01', to: '2031-01-03' }],
    ['one in which nothing was', { from: '2024-02-28', to: '2024-03-01' }],
  ])('%s is rows of nothing, and never NaN', async (_, range) => {
    const { rows, total, previous } = await table(boss, { ...range, by: 'day', compare: 'true' });
    expect(rows).toHaveLength(3);
    expect(previous?.rows).toHaveLength(3);
    for (const figures of [total, ...rows.map((row) => row.figures)]) {
      for (const figure of Object.values(figures)) {
        if (figure.kind === 'load') expect(figure).toEqual({ kind: 'load', mean: null, max: 0 });
        else expect(figure.count).toBe(0);
        if (figure.kind === 'share') expect(figure.share).toBe(null);
      }
    }
  });

  it('brands in several zones are counted each in its own days, where that is asked for', async () => {
    const { zone, rows } = await table(boss, { sites: `${site.id},${island.id}`, zone: 'own', by: 'site' });
    expect(zone).toBe(null);
    expect(rows.map(({ name }) => name)).toEqual(['=Fairplay']);
  });
});

it('a table is a file that no spreadsheet runs, in the words of its reader', async () => {
  const words = JSON.stringify({ key: 'Ключ', name: '=Имя', 'solved.count': 'Оценок' });
  const response = await ask(boss, `table.csv?${asked({ metrics: 'solved', words })}`);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="report-operator-${today}-${tomorrow}.csv"`,
  );
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = bytes.toString('utf8').slice(1).split('\r\n');
  expect(lines[0]).toBe(`Ключ,'=Имя,Оценок,solved.part,solved.share`);
  expect(lines.slice(1).sort()).toEqual(['', `${ann.id},Ann,1,1,1`, `${bob.id},'=Bob,1,1,1`, 'total,,2,2,1'].sort());
  for (const wrong of ['{', '[]', '{"a":1}']) {
    expect((await ask(boss, `table.csv?${asked({ words: wrong })}`)).status).toBe(400);
  }
});
