/** Ways to spoil a backup, on a copy of it. */
import { createHash } from 'node:crypto';
import { cp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { newFolder } from './keeping-world.ts';

export type Spoil = (backup: string) => Promise<unknown>;

export async function spoiledCopy(backup: string, spoil: Spoil): Promise<string> {
  const copy = join(await newFolder(), 'copy');
  await cp(backup, copy, { recursive: true });
  await spoil(copy);
  return copy;
}

export const removed =
  (part: string): Spoil =>
  (backup) =>
    rm(join(backup, part));

export const emptied =
  (part: string): Spoil =>
  (backup) =>
    truncate(join(backup, part), 0);

export const halved =
  (part: string): Spoil =>
  async (backup) =>
    truncate(join(backup, part), Math.floor((await readFile(join(backup, part))).length / 2));

export const flipped =
  (part: string): Spoil =>
  async (backup) => {
    const bytes = await readFile(join(backup, part));
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    await writeFile(join(backup, part), bytes);
  };

/** As if it had been made that way: its hash is right. */
export async function rewritten(backup: string, part: string, change: (text: string) => string): Promise<void> {
  const path = join(backup, part);
  const isPacked = part.endsWith('.gz');
  const before = await readFile(path);
  const text = change((isPacked ? gunzipSync(before) : before).toString());
  const after = isPacked ? gzipSync(text) : Buffer.from(text);
  await writeFile(path, after);
  const sha256 = createHash('sha256').update(after).digest('hex');
  const sums = await readFile(join(backup, 'SHA256SUMS'), 'utf8');
  const line = new RegExp(`^[0-9a-f]{64}(  ${part.replaceAll('.', '\\.')})$`, 'm');
  await writeFile(join(backup, 'SHA256SUMS'), sums.replace(line, `${sha256}$1`));
}

// biome-ignore lint/suspicious/noExplicitAny: what a backup says of itself is changed here into what it must not say.
type Claims = any;

export const claiming =
  (change: (manifest: Claims) => unknown): Spoil =>
  (backup) =>
    rewritten(backup, 'manifest.json', (text) => {
      const manifest = JSON.parse(text);
      change(manifest);
      return JSON.stringify(manifest);
    });

export const withoutLine =
  (which: RegExp): Spoil =>
  async (backup) => {
    const path = join(backup, 'SHA256SUMS');
    const lines = (await readFile(path, 'utf8')).split('\n');
    const at = lines.findIndex((line) => which.test(line));
    await writeFile(path, lines.filter((_, index) => index !== at).join('\n'));
  };

/** The same bytes, by a path whose ends look right and which leaves the backup on its way. */
export async function leadingOut(backup: string, part: string): Promise<void> {
  const path = join(backup, 'SHA256SUMS');
  const [top, site, spread, file] = part.split('/');
  const around = `${top}/${site}/../${file}/../../../${basename(backup)}/${top}/${site}/${spread}/${file}`;
  await writeFile(path, (await readFile(path, 'utf8')).replace(part, around));
}

/** As one that was killed before its end leaves it. */
export async function unfinished(backup: string): Promise<string> {
  await rename(backup, `${backup}.part`);
  return `${backup}.part`;
}
