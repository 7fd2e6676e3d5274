/**
 * Makes `relay/languages/own.model`:
 *
 *     node relay/languages/train/run.ts [CACHE]
 *
 * Needs Debian or Ubuntu and their package servers; fetches some 50 MB into CACHE (a new folder in the system's one
 * for temporary files). A minute later the model is there; from the same packages it is the same to the byte.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelFile } from '../model.ts';
import { folded, lowered } from '../ngrams.ts';
import { type Effort, type Examples, learn, STEP } from './learn.ts';
import { ROMANISED, romanised } from './romanise.ts';
import { learntSentences } from './sentences.ts';

const LATIN = ['en', 'az', 'vi', 'pl', 'tr', 'es', 'pt', 'de', ...ROMANISED];
const LATIN_EFFORT: Effort = { pieces: 30_000, snippets: 600_000 };
const CYRILLIC_EFFORT: Effort = { pieces: 8_000, snippets: 150_000 };

const cache = process.argv[2] ?? (await mkdtemp(join(tmpdir(), 'touchline-languages-')));
const { sentences, packages } = await learntSentences(cache);
const latin: Examples = { alphabet: 'Latn', languages: LATIN, sentences, typed: typedInLatin };
const cyrillic: Examples = { alphabet: 'Cyrl', languages: ROMANISED, sentences, typed: (sentence) => sentence };
const tables = [learn(latin, LATIN_EFFORT), learn(cyrillic, CYRILLIC_EFFORT)];
const file = modelFile(
  tables,
  STEP,
  packages.map(({ name, version }) => `${name} ${version}`),
);
await writeFile(new URL('../own.model', import.meta.url), file);
process.stdout.write(`own.model: ${file.length} bytes\n`);

/** Half with their marks, half without; Azerbaijani without them has two customs, ş → s and ş → sh. */
function typedInLatin(sentence: string, language: string, draw: () => number): string {
  if (ROMANISED.includes(language)) return romanised(sentence, language, draw() < 0.5 ? 0 : 1);
  const chance = draw();
  if (chance < 0.5) return sentence;
  const spelt = language === 'az' && chance < 0.75 ? sentence.replace(/ş/gi, 'sh').replace(/ç/gi, 'ch') : sentence;
  return folded(lowered(spelt));
}
