/**
 * Looks for words everywhere the product may have left them: in every row of every table of the catalogue, whatever the
 * type of its columns (bytes come as hexadecimal), in every file below a folder, in what was logged, in Redis.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '@touchline/relay/platform/postgres.ts';

/** Letters only, so that nothing on the way takes it for a number or a card; unlike any other. */
export function marker(place: string): string {
  const random = [...crypto.randomUUID().replaceAll('-', '').slice(0, 12)];
  return `zq${place}${random.map((digit) => String.fromCharCode(103 + Number.parseInt(digit, 16))).join('')}`;
}

/** As it may be found: as it is, turned round as the tests' translator writes it, and as bytes. */
function spellings(word: string): string[] {
  const turned = [...word].reverse().join('');
  return [word, turned, Buffer.from(word).toString('hex'), Buffer.from(word).toString('base64').slice(0, -4)];
}

/** `table: word`, for each that is found. */
export async function scanDatabase(db: Database, words: readonly string[]): Promise<string[]> {
  const { rows: tables } = await db.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname = 'public' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await db.query<{ text: string }>(`select t::text as text from ${name} t`);
    const text = rows.map((row) => row.text).join('\n');
    found.push(...scanText(text, words).map((word) => `${name}: ${word}`));
  }
  return found;
}

/** `file: word`; names of files count. */
export async function scanFolder(folder: string, words: readonly string[]): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of names) {
    const path = join(entry.parentPath, entry.name);
    const text = entry.isFile() ? (await readFile(path)).toString('latin1') : '';
    found.push(...scanText(`${path}\n${text}`, words).map((word) => `${path}: ${word}`));
  }
  return found;
}

export function scanText(text: string, words: readonly string[]): string[] {
  const low = text.toLowerCase();
  return words.filter((word) => spellings(word).some((spelling) => low.includes(spelling.toLowerCase())));
}
