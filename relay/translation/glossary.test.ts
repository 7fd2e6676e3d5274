import { judgeGlossary } from '@touchline/shared/glossary.ts';
import { type GlossaryTerm, translationRules } from '@touchline/shared/translation-rules.ts';
import { describe, expect, it } from 'vitest';
import { bettingGlossary } from './betting-glossary.ts';
import { termsIn } from './glossary.ts';

const GLOSSARY: GlossaryTerm[] = [
  { en: ['bet', 'bets', 'free bet'], es: ['apuesta', 'apuestas', 'apuesta gratis'], tr: ['iddaa'] },
  { en: ['self-exclusion'], es: ['autoexclusión'] },
];

const put = (text: string, target = 'es', glossary = GLOSSARY) =>
  termsIn(text, glossary, 'en', target).reduceRight(
    (left, { start, end, becomes }) => left.slice(0, start) + becomes + left.slice(end),
    text,
  );

describe('terms', () => {
  it('are put in in the form that was found, the longest first', () => {
    expect(put('a free  bet, two bets, the bet')).toBe('a apuesta gratis, two apuestas, the apuesta');
  });
  it('are whole words', () => {
    expect(put('better betting alphabet bet-slip')).toBe('better betting alphabet bet-slip');
    expect(put('self-exclusion, exclusion')).toBe('autoexclusión, exclusion');
  });
  it('are found in any capitals, and keep the first', () => {
    expect(put('Bet BET bet')).toBe('Apuesta Apuesta apuesta');
    expect(put('Bet bets', 'tr')).toBe('İddaa iddaa');
  });
  it('stay where the other language has none', () => {
    expect(put('my bet', 'de')).toBe('my bet');
    expect(put('self-exclusion', 'tr')).toBe('self-exclusion');
  });
  it('do not go over the end of a sentence', () => {
    expect(put('It is free. Bet now')).toBe('It is free. Apuesta now');
  });
});

describe('the proposed glossary', () => {
  it('may be put in by an administrator as it is', () => {
    expect(judgeGlossary(bettingGlossary)).toBeNull();
    expect(translationRules.parse({ glossary: bettingGlossary }).glossary).toEqual(bettingGlossary);
  });
  it('has as many forms in each language of a term', () => {
    const uneven = bettingGlossary.filter((term) => new Set(Object.values(term).map(({ length }) => length)).size > 1);
    expect(uneven).toEqual([]);
  });
  it('keeps cases, articles and what one cannot do', () => {
    const say = (text: string, source: string, target: string) =>
      termsIn(text, bettingGlossary, source, target).map(({ becomes }) => becomes);
    expect(say('са стаўкай', 'be', 'ru')).toEqual(['ставкой']);
    expect(say('ставок нет', 'ru', 'be')).toEqual(['ставак']);
    expect(say('of the bonus', 'en', 'es')).toEqual(['del bono']);
    expect(say('I can’t withdraw', 'en', 'es')).toEqual(['No puedo retirar']);
    expect(say('now I can’t withdraw', 'en', 'es')).toEqual(['no puedo retirar']);
    expect(say('my freebet', 'en', 'ru')).toEqual(['фрибет']);
  });
});
