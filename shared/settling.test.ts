import { describe, expect, it } from 'vitest';
import { type Conversation, NEW_CONVERSATION } from './conversation.ts';
import { decide } from './decide.ts';
import { tagOf } from './internal.ts';
import { decideSettling } from './settling.ts';

const ME = { id: 'a', name: 'Alesia' };
const RAUF = { id: 'b', name: 'Rauf' };
const mine: Conversation = { ...NEW_CONVERSATION, seq: 4, status: 'open', assignee: ME };
const types = (decision: ReturnType<typeof decideSettling>) =>
  'refused' in decision ? decision.refused : decision.events.map(({ type }) => type);

describe('putting aside', () => {
  it('is for the one who has it, and repeating it asks for nothing', () => {
    expect(types(decideSettling(mine, { type: 'snooze', operator: ME, until: null }))).toEqual(['snoozed']);
    expect(types(decideSettling(mine, { type: 'snooze', operator: RAUF, until: null }))).toBe('conflict');
    const aside = { ...mine, parked: true, snoozed: { until: 7 } };
    expect(types(decideSettling(aside, { type: 'snooze', operator: ME, until: 7 }))).toEqual([]);
    expect(types(decideSettling(aside, { type: 'snooze', operator: ME, until: null }))).toEqual(['snoozed']);
  });

  it('ends by itself at the time that holds, and not at one that held before', () => {
    const aside = { ...mine, parked: true, snoozed: { until: 9 } };
    expect(types(decideSettling(aside, { type: 'wake', operator: null, due: 7 }))).toEqual([]);
    expect(types(decideSettling(aside, { type: 'wake', operator: null, due: 9 }))).toEqual(['woken']);
    expect(types(decideSettling(mine, { type: 'wake', operator: null, due: 9 }))).toEqual([]);
  });
});

describe('tags', () => {
  it.each([
    ['  VIP  player ', 'vip player'],
    ['Дэпазіт', 'дэпазіт'],
    ['x'.repeat(40), 'x'.repeat(40)],
    ['x'.repeat(41), null],
    ['x'.repeat(300), null],
    ['\u202E\u0000 ', null],
  ])('%j is kept as %j', (typed, kept) => expect(tagOf(typed)).toBe(kept));

  it('that are both given and taken stay as they were, and none is there twice', () => {
    const tagged = { ...mine, tags: ['vip'] };
    const tag = (add: string[], remove: string[]) =>
      decideSettling(tagged, { type: 'tag', operator: RAUF, add, remove });
    expect(types(tag(['vip'], []))).toEqual([]);
    expect(types(tag(['new'], ['new']))).toEqual([]);
    expect(tag(['new', 'new'], ['vip'])).toMatchObject({ events: [{ added: ['new'], removed: ['vip'] }] });
  });
});

describe('a rating', () => {
  const rating = { solved: false, speed: null, courtesy: null, competence: null, comment: null };
  const DAY = 86_400_000;
  it('of “not solved” reopens what is resolved, and changes nothing else', () => {
    const resolved: Conversation = { ...mine, status: 'resolved' };
    expect(types(decide(resolved, { type: 'rate', rating, at: 0 }))).toEqual(['rated', 'reopened']);
    expect(types(decide({ ...mine, rating: { ...rating, at: 0 } }, { type: 'rate', rating, at: DAY }))).toEqual([
      'rated',
    ]);
    expect(types(decide({ ...mine, rating: { ...rating, at: 0 } }, { type: 'rate', rating, at: DAY + 1 }))).toBe(
      'conflict',
    );
    expect(types(decide(mine, { type: 'rate', rating, at: 0 }))).toBe('conflict');
  });
});
