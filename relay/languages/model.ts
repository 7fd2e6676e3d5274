/**
 * The small model of the product's own languages: for each piece of a word, how much it speaks for each language.
 *
 * One table per alphabet. The file is brotli over a line of JSON, a line of pieces for each table, and then the
 * weights as signed bytes, table by table, piece by piece. `train/run.ts` makes it.
 */
import { readFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { ngrams } from './ngrams.ts';

export type Table = { alphabet: string; languages: string[]; pieces: string[]; weights: Int8Array };
export type ModelHead = { tables: { alphabet: string; languages: string[] }[]; step: number; sources: string[] };

export type TableReader = {
  languages: readonly string[];
  /** How likely each of these is, of these: they make 1. The table must know them. */
  likelihood(words: string, languages: readonly string[]): Map<string, number>;
};
/** By alphabet, as ISO 15924 calls it: `Latn`, `Cyrl`. */
export type Model = ReadonlyMap<string, TableReader>;

/** What the model learnt from is not what people type, so it is less sure than it believes. */
const DOUBT = 2.2;
/** A separator that no piece contains. */
const BETWEEN = ' ';

let loaded: Model | undefined;
/** Of this process: 2 MB, read once in some 30 to 70 ms. */
export function ownModel(): Model {
  loaded ??= readModel(readFileSync(new URL('own.model', import.meta.url)));
  return loaded;
}

function readModel(file: Uint8Array): Model {
  const bytes = brotliDecompressSync(file);
  let at = 0;
  const line = () => {
    const end = bytes.indexOf('\n', at);
    const text = bytes.toString('utf8', at, end);
    at = end + 1;
    return text;
  };
  const head: ModelHead = JSON.parse(line());
  const lines = head.tables.map(() => line().split(BETWEEN));
  const tables = head.tables.map(({ alphabet, languages }, i) => {
    const pieces = lines[i] ?? [];
    const size = pieces.length * languages.length;
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + at, size);
    at += size;
    const rows = new Map(pieces.map((piece, row) => [piece, row * languages.length]));
    return [alphabet, readerOf(languages, rows, weights, head.step)] as const;
  });
  return new Map(tables);
}

function readerOf(known: string[], rows: Map<string, number>, weights: Int8Array, step: number): TableReader {
  return {
    languages: known,
    likelihood(words, languages) {
      const columns = languages.map((language) => known.indexOf(language));
      const sums = new Float64Array(columns.length);
      for (const piece of ngrams(words)) {
        const row = rows.get(piece);
        if (row === undefined) continue;
        for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (weights[row + (columns[i] ?? 0)] ?? 0);
      }
      return shares(
        languages,
        Array.from(sums, (sum) => (sum * step) / DOUBT),
      );
    },
  };
}

/** From evidence in natural logarithms to shares of 1. */
export function shares(languages: readonly string[], evidence: number[]): Map<string, number> {
  const most = Math.max(...evidence);
  const weights = evidence.map((one) => Math.exp(one - most));
  const all = weights.reduce((sum, one) => sum + one, 0);
  return new Map(languages.map((language, i) => [language, (weights[i] ?? 0) / all]));
}

/** The file; the same tables make the same bytes. */
export function modelFile(tables: Table[], step: number, sources: string[]): Buffer {
  const head: ModelHead = { tables: tables.map(({ alphabet, languages }) => ({ alphabet, languages })), step, sources };
  const bytes = Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...tables.map(({ pieces }) => Buffer.from(`${pieces.join(BETWEEN)}\n`)),
    ...tables.map(({ weights }) => Buffer.from(weights.buffer, weights.byteOffset, weights.length)),
  ]);
  return brotliCompressSync(bytes);
}
