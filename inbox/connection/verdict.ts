/** What a check has found: a state, a sentence, and what to copy where something is to be changed. */
import type { PageWord } from '../page-words.ts';
import { type Advice, PROXIES } from './proxies.ts';

export const CHECKS = ['socket', 'quiet', 'polling', 'postgres', 'redis', 'clocks', 'address'] as const;
export type Check = (typeof CHECKS)[number];

export type Verdict = {
  state: 'waiting' | 'good' | 'look';
  word: PageWord;
  values?: Record<string, string | number>;
  advice?: readonly Advice[];
};

export const good = (word: PageWord, values: Verdict['values'] = {}): Verdict => ({ state: 'good', word, values });
export const look = (word: PageWord, values: Verdict['values'] = {}, advice: readonly Advice[] = []): Verdict => ({
  state: 'look',
  word,
  values,
  advice,
});
export const waiting = (word: PageWord = 'connection.waiting'): Verdict => ({ state: 'waiting', word });
export const lookAtProxy = (word: PageWord, values?: Verdict['values']): Verdict => look(word, values, PROXIES);
