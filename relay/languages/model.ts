/**
 * The small model of the product's own languages: for each piece of a word, how much it speaks for each language.
 *
 * One table per alphabet. The file is brotli over a line of JSON, a line of pieces for each table, and then the
 * weights as signed bytes, table by table, piece by piece. `train/run.ts` makes it.
 */
import { readFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { ngrams } from './ngrams.ts';

export type Table = { languages: string[]; pieces: string[]; weights: Int8Array };
export type ModelHead = { tables: { languages: string[] }[]; step: number; sources: string[] };

export type Model = {
  /** Those of the table that knows them all; null where none does. */
  tableOf(languages: readonly string[]): readonly string[] | null;
  /** How likely each of these is, of these: they make 1. They must be of one table. */
  likelihood(text: string, languages: readonly string[]): Map<string, number>;
};

/** What the model learnt from is not what people type, so it is less sure than it believes. */
const DOUBT = 1.6;
/** A separator that no piece contains. */
const BETWEEN = ' ';

let loaded: Model | undefined;
/** Of this process: 2 MB, read at the first need in some 30 ms. */
export function ownModel(): Model {
  loaded ??= readModel(readFileSync(new URL('own.model', import.meta.url)));
  return loaded;
}

export function readModel(file: Uint8Array): Model {
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
  const tables = head.tables.map(({ languages }, i) => {
    const pieces = lines[i] ?? [];
    const size = pieces.length * languages.length;
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + at, size);
    at += size;
    return { languages, weights, rows: new Map(pieces.map((piece, row) => [piece, row * languages.length])) };
  });
  const find = (languages: readonly string[]) =>
    tables.find((table) => languages.every((language) => table.languages.includes(language)));

  return {
    tableOf: (languages) => find(languages)?.languages ?? null,
    likelihood(text, languages) {
      const table = find(languages);
      if (!table) return new Map();
      const columns = languages.map((language) => table.languages.indexOf(language));
      const sums = columns.map(() => 0);
      for (const piece of ngrams(text)) {
        const row = table.rows.get(piece);
        if (row === undefined) continue;
        columns.forEach((column, i) => {
          sums[i] = (sums[i] ?? 0) + (table.weights[row + column] ?? 0);
        });
      }
      return shares(
        languages,
        sums.map((sum) => (sum * head.step) / DOUBT),
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
  const head: ModelHead = { tables: tables.map(({ languages }) => ({ languages })), step, sources };
  const bytes = Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    ...tables.map(({ pieces }) => Buffer.from(`${pieces.join(BETWEEN)}\n`)),
    ...tables.map(({ weights }) => Buffer.from(weights.buffer, weights.byteOffset, weights.length)),
  ]);
  return brotliCompressSync(bytes);
}
