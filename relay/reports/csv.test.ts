import type { Figures, ReportTable } from '@touchline/shared/reports.ts';
import { expect, it } from 'vitest';
import { csvOf } from './csv.ts';

const figures: Figures = {
  started: { kind: 'count', count: 1_234 },
  'first-response': { kind: 'duration', count: 2, mean: 61_234.5678, median: 60_000, p90: null },
  speed: { kind: 'mark', count: 3, mean: 4.333333, good: 2 / 3, marks: [0, 0, 1, 0, 2] },
};
const table = (names: (string | null)[]): ReportTable => ({
  ...{ by: 'operator', clock: 'elapsed', zone: 'UTC', hasHours: false, complete: true, previous: null },
  range: { from: '2026-01-01', to: '2026-01-31' },
  metrics: ['started', 'first-response', 'speed'],
  total: figures,
  rows: names.map((name, i) => ({ key: `k${i}`, name, figures })),
});
const written = (names: (string | null)[], words?: Record<string, string>) => [...csvOf(table(names), words)];

it('begins with the mark of UTF-8, has a line for each row and one for all, and numbers are numbers', () => {
  const numbers = '1234,2,61.2346,60,,3,4.3333,0.6667\r\n';
  expect(written(['Ann', null])).toEqual([
    '\uFEFFkey,name,started.count,first-response.count,first-response.mean,first-response.median,first-response.p90,' +
      'speed.count,speed.mean,speed.good\r\n',
    `k0,Ann,${numbers}`,
    `k1,,${numbers}`,
    `total,,${numbers}`,
  ]);
});

it.each([
  ['=1+1', `'=1+1`],
  ['+48 22', `'+48 22`],
  ['-Ann', `'-Ann`],
  ['@sum(a1)', `'@sum(a1)`],
  ['\t=1', `"'\t=1"`],
  ['  =1', `'  =1`],
  ['\r=1', `"'\r=1"`],
  ['＝1', `'＝1`],
  ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['a,"b"', `"a,""b"""`],
  ['one\r\ntwo', `"one\r\ntwo"`],
  ['Ann =1', 'Ann =1'],
  ['Алеся', 'Алеся'],
])('a name %j is written %j', (name, cell) => {
  expect(written([name])[1]).toBe(`k0,${cell},1234,2,61.2346,60,,3,4.3333,0.6667\r\n`);
});

it('is in the words of its reader, which are no more trusted than names are', () => {
  const lines = written(['Ann'], {
    key: '=cmd',
    name: 'Имя',
    'started.count': 'Начато, всего',
    k0: 'Первая',
    total: 'Всего',
  });
  expect(lines[0]).toMatch(/^\uFEFF'=cmd,Имя,"Начато, всего",first-response.count,/);
  expect(lines[1]).toMatch(/^Первая,Ann,/);
  expect(lines[2]).toMatch(/^Всего,,/);
});
