import { type Event, NEW_CONVERSATION, type Side, type TranslationProblem } from '@touchline/shared/conversation.ts';
import { describe, expect, it } from 'vitest';
import { wantedOf } from './wanted.ts';

const state = { ...NEW_CONVERSATION, status: 'open' as const, language: 'be' };
const russian = { knows: ['ru', 'en'], reads: ['ru', 'en'] };

const wrote = (seq: number, side: Side, text: string, language?: string): Event => ({
  seq,
  at: 0,
  author: side === 'player' ? { kind: 'player' } : { kind: 'operator', name: 'A' },
  type: 'message',
  clientId: '',
  text,
  ...(language && { language }),
});
const was = (seq: number, of: number, reader: Side, language: string, problem?: TranslationProblem): Event => ({
  seq,
  at: 0,
  author: { kind: 'system' },
  type: 'translated',
  of,
  reader,
  language,
  text: problem ? null : 'x',
  provider: 'p',
  ...(problem && { problem }),
});
const brief = (events: Event[], changed = {}, readers = russian) =>
  wantedOf({ ...state, ...changed }, events, readers).map(({ of, reader, source, target }) => [
    of,
    reader,
    `${source}-${target}`,
  ]);

describe('what is translated', () => {
  it('is what the other side does not know, each into what they read', () => {
    const events = [wrote(1, 'player', 'Дзе мае грошы?', 'be'), wrote(2, 'operator', 'Проверяю', 'ru')];
    expect(brief(events)).toEqual([
      [1, 'operator', 'be-ru'],
      [2, 'player', 'ru-be'],
    ]);
  });

  it('is tried again, and counted as such, when somebody was unavailable', () => {
    const events = [wrote(1, 'player', 'Дзе мае грошы?', 'be'), was(2, 1, 'operator', 'ru', 'unavailable')];
    expect(wantedOf(state, events, russian).map(({ of, isAgain }) => [of, isAgain])).toEqual([[1, true]]);
  });

  it('leaves what they know as it is', () => {
    const events = [wrote(1, 'player', 'Where is my money?', 'en'), wrote(2, 'operator', 'Зараз гляну', 'be')];
    expect(brief(events)).toEqual([]);
  });

  it('takes a message of unknown language for what its author speaks', () => {
    expect(brief([wrote(1, 'player', 'добра'), wrote(2, 'operator', 'хорошо')])).toEqual([
      [1, 'operator', 'be-ru'],
      [2, 'player', 'ru-be'],
    ]);
  });

  it('is into the first language of theirs that somebody translates into', () => {
    const supports = (_: string, target: string) => target === 'en';
    const [wanted] = wantedOf(state, [wrote(1, 'player', 'Дзе мае грошы?', 'be')], russian, supports);
    expect(wanted?.target).toBe('en');
    // Where nobody does, into the first: that it cannot be had is said of that.
    const [refused] = wantedOf(state, [wrote(1, 'player', 'Дзе мае грошы?', 'be')], russian, () => false);
    expect(refused?.target).toBe('ru');
  });

  it('leaves what has no words', () => {
    expect(brief([wrote(1, 'player', '1 250,50 €'), wrote(2, 'player', '🙂?'), wrote(3, 'player', 'x')])).toEqual([]);
  });

  it('knows regions of a language as the language', () => {
    const events = [wrote(1, 'player', 'Olá, tudo bem?', 'pt-BR')];
    expect(brief(events, { language: 'pt-BR' }, { knows: ['pt'], reads: ['pt'] })).toEqual([]);
  });

  it('is nothing for a side that reads originals', () => {
    const events = [wrote(1, 'player', 'Дзе мае грошы?', 'be'), wrote(2, 'operator', 'Проверяю', 'ru')];
    expect(brief(events, { operatorReadsOriginal: true })).toEqual([[2, 'player', 'ru-be']]);
    expect(brief(events, { playerReadsOriginal: true })).toEqual([[1, 'operator', 'be-ru']]);
  });

  it('is done once, tried again only where somebody was unavailable, and done anew for another language', () => {
    const message = wrote(1, 'player', 'Дзе мае грошы?', 'be');
    expect(brief([message, was(2, 1, 'operator', 'ru')])).toEqual([]);
    for (const problem of ['altered', 'unsupported', 'budget'] as const) {
      expect(brief([message, was(2, 1, 'operator', 'ru', problem)])).toEqual([]);
    }
    expect(brief([message, was(2, 1, 'operator', 'ru', 'unavailable')])).toHaveLength(1);
    expect(brief([message, was(2, 1, 'operator', 'ru', 'unavailable'), was(3, 1, 'operator', 'ru')])).toEqual([]);
    expect(brief([message, was(2, 1, 'operator', 'ru')], {}, { knows: ['pl'], reads: ['pl'] })).toEqual([
      [1, 'operator', 'be-pl'],
    ]);
  });
});
