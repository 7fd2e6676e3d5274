/** What a check has found: a state, a sentence, and what to copy where something is to be changed. */
import type { Word } from '../words.ts';
import { type Advice, PROXIES } from './proxies.ts';

export const CHECKS = ['socket', 'quiet', 'polling', 'postgres', 'redis', 'clocks', 'address'] as const;
export type Check = (typeof CHECKS)[number];

export type Verdict = {
  state: 'waiting' | 'good' | 'look';
  word: Word;
  values?: Record<string, string | number>;
  advice?: readonly Advice[];
};

export const good = (word: Word, values: Verdict['values'] = {}): Verdict => ({ state: 'good', word, values });
export const look = (word: Word, values: Verdict['values'] = {}, advice: readonly Advice[] = []): Verdict => ({
  state: 'look',
  word,
  values,
  advice,
});
export const waiting = (word: Word = 'connection.waiting'): Verdict => ({ state: 'waiting', word });
export const lookAtProxy = (word: Word, values?: Verdict['values']): Verdict => look(word, values, PROXIES);
