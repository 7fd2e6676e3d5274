/** The texts of a Firefox language pack: a zip of Fluent (`.ftl`) and `.properties` files, read line by line. */
import { readFile } from 'node:fs/promises';
import { filesBelow } from './debian.ts';
import { readZip } from './zip.ts';

export async function languagePack(folder: string): Promise<string[]> {
  const texts: string[] = [];
  for (const path of await filesBelow(folder, '.xpi')) {
    const entries = readZip(await readFile(path));
    for (const name of [...entries.keys()].sort()) {
      if (!/\.(ftl|properties)$/.test(name)) continue;
      for (const line of entries.get(name)?.toString('utf8').split('\n') ?? []) texts.push(...plain(textOf(line)));
    }
  }
  return texts;
}

function textOf(line: string): string {
  if (line.startsWith('#')) return '';
  const [, name, value] = /^\s*\.?([\w.-]+)\s*=\s*(.*)$/.exec(line) ?? [];
  // Keys of the keyboard and widths are no language.
  if (name !== undefined) return /(key|style)$/i.test(name) ? '' : (value ?? '');
  const [, variant] = /^\s*\*?\[[\w-]+\]\s*(.*)$/.exec(line) ?? [];
  return variant ?? line;
}

/** Without placeholders, markup and marks for access keys; nothing where no three letters are left. */
export function plain(text: string): string[] {
  const words = text
    .replace(/<[^>]*>|\{[^}]*\}|%\(?[\w$.]*\)?[a-zA-Z]|&\w+;|\\[nu]\w*|\$\w+|https?:\S+/g, ' ')
    .replace(/[_&]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return (words.match(/\p{L}/gu)?.length ?? 0) < 3 ? [] : [words];
}
