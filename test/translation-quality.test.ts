/**
 * What a real engine makes of sixty betting messages in each direction, with the proposed glossary, beside what a
 * reader said of it: `right`, `rough` (clear, but nobody would say it so) or `wrong` (something else is meant, and a
 * note says what). Terms, tokens and negations must be right in all of them. How an engine says the rest changes with
 * its release, so a sentence that has changed is only printed, to be read again. Some everyday words of the glossary
 * were chosen because they were wrong here, so other messages fare worse than these.
 */
import { readFileSync } from 'node:fs';
import { bettingGlossary as glossary } from '@touchline/relay/translation/betting-glossary.ts';
import { protect } from '@touchline/relay/translation/protect.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasApertium } from './support/requirements.ts';
import { startTranslator, type TranslatorProcess } from './support/translator-process.ts';

const PAIRS = ['be-ru', 'ru-be', 'en-es', 'es-en'];
const VERDICTS = ['right', 'rough', 'wrong'];

type Row = { source: string; output: string; terms: string[]; verdict: string; note: string };

let engine: TranslatorProcess;
beforeAll(async () => {
  if (hasApertium()) engine = await startTranslator();
});
afterAll(() => engine?.stop());

describe.skipIf(!hasApertium()).each(PAIRS)('sixty messages %s', (pair) => {
  const [source = '', target = ''] = pair.split('-');
  const rows = readRows(pair);
  let outputs: string[] = [];
  beforeAll(async () => {
    outputs = await throughEngine(rows, source, target);
  });

  it('are read by somebody who knows both languages', () => {
    expect(rows).toHaveLength(60);
    expect(rows.filter(({ verdict, note }) => !VERDICTS.includes(verdict) || (verdict !== 'right' && !note))).toEqual(
      [],
    );
    const changed = rows.filter(({ output }, i) => output !== outputs[i]);
    for (const { source, output } of changed) {
      console.log(
        `${pair}: “${source}” was “${output}”, now “${outputs[rows.findIndex((row) => row.source === source)]}”`,
      );
    }
  });

  it('have the right terms', () => {
    expect(rows.flatMap((row, i) => missingTerms(row, outputs[i] ?? ''))).toEqual([]);
  });

  it('are negated where the original is', () => {
    expect(rows.filter((row, i) => isNegated(row.source, source) !== isNegated(outputs[i] ?? '', target))).toEqual([]);
  });
});

describe.skipIf(!hasApertium())('controls', () => {
  it('without the glossary terms are wrong', async () => {
    const rows = PAIRS.map((pair) => ({ pair, rows: readRows(pair) }));
    for (const { pair, rows: of } of rows) {
      const [source = '', target = ''] = pair.split('-');
      const outputs = await throughEngine(of, source, target, []);
      expect(of.flatMap((row, i) => missingTerms(row, outputs[i] ?? '')).length, pair).toBeGreaterThan(5);
    }
  });

  it('without the glossary nobody has become anybody', async () => {
    const [row] = readRows('es-en').filter(({ source }) => source.startsWith('Nadie'));
    const [output = ''] = await throughEngine(row ? [row] : [], 'es', 'en', []);
    expect(isNegated(output, 'en')).toBe(false);
  });
});

async function throughEngine(rows: Row[], source: string, target: string, terms = glossary): Promise<string[]> {
  const hidden = rows.map((row) => protect(row.source, { names: [], glossary: terms, source, target }));
  const answers = await engine.translate(
    hidden.map(({ text }) => text),
    source,
    target,
  );
  return hidden.map(({ restore }, i) => {
    const restored = restore(answers[i] ?? '');
    return 'text' in restored ? restored.text : restored.problem;
  });
}

function missingTerms({ source, terms }: Row, output: string): string[] {
  const said = output.toLowerCase();
  return terms.filter((term) => !said.includes(term.toLowerCase())).map((term) => `${source}: ${term}`);
}

/** Without hidden denials such as `fails`, which no list would hold. */
const NEGATIONS: Record<string, RegExp> = {
  en: /\b(?:no|not|never|nobody|nothing|cannot|without)\b|n't\b/iu,
  es: /(?<!\p{L})(?:no|nunca|nadie|nada|ningún|ninguna|sin)(?!\p{L})/iu,
  ru: /(?<!\p{L})(?:не|нет|ни|никто|никогда|ничего|никаких|нельзя|без|невозмож\p{L}*|недоступ\p{L}*|неправ\p{L}*)(?!\p{L})/iu,
  be: /(?<!\p{L})(?:не|няма|ні|ніхто|ніколі|нічога|ніякіх|нельга|без|немагчым\p{L}*|недаступ\p{L}*|няправ\p{L}*)(?!\p{L})/iu,
};

function isNegated(text: string, language: string): boolean {
  return NEGATIONS[language]?.test(text) ?? false;
}

function readRows(pair: string): Row[] {
  const [, ...lines] = readFileSync(new URL(`fixtures/translation/${pair}.tsv`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [source = '', output = '', terms = '', verdict = '', note = ''] = line.split('\t');
    return { source, output, terms: terms.split(',').filter(Boolean), verdict, note };
  });
}
