import { expect, it } from 'vitest';
import { linesOf } from './transcript.ts';

it('nobody puts right what the other side wrote', () => {
  const message = (seq: number, kind: 'player' | 'operator', corrects?: number) =>
    ({ seq, at: seq, type: 'message', author: { kind, name: 'Ann' }, text: `${kind} ${seq}`, corrects }) as never;
  const lines = linesOf([message(1, 'operator'), message(2, 'player', 1), message(3, 'operator', 1)], new Map());
  expect(lines.map((line) => line.kind === 'said' && line.corrects)).toEqual([null, null, 'operator 1']);
});

it('a rating stands until a newer one of the same closing, and beside those of others', () => {
  const happened = (type: string, seq: number) => ({ seq, at: seq, type, author: { kind: 'player' } });
  const rated = (seq: number, comment: string) => ({ ...happened('rated', seq), rating: { solved: true, comment } });
  const events = [
    ...[happened('resolved', 1), rated(2, 'a'), rated(3, 'b'), happened('reopened', 4)],
    ...[happened('resolved', 5), rated(6, 'c'), rated(7, 'd')],
  ];
  const lines = linesOf(events as never, new Map());
  expect(lines.flatMap((line) => (line.kind === 'rating' ? [line.rating.comment] : []))).toEqual(['b', 'd']);
});
