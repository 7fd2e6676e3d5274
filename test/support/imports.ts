/** Reads the imports of a source file, and gathers the source files of this repository. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** `path` is relative to the root of the repository, with forward slashes. */
export type Source = { path: string; text: string };

export type Import = { from: string; typeOnly: boolean };

export function importsOf(text: string): Import[] {
  return [...text.matchAll(IMPORT)].map((match) => ({
    from: match.groups?.from ?? match.groups?.lazy ?? match.groups?.bare ?? '',
    typeOnly: isTypeOnly(match.groups?.what ?? ''),
  }));
}

/** A path in this repository for one of our own files, else the specifier as it is. */
export function resolveImport(path: string, from: string): string {
  if (from.startsWith('.')) return posix.join(posix.dirname(path), from.replace(/\?.*$/, ''));
  return from.startsWith('@touchline/') ? from.slice('@touchline/'.length) : from;
}

/** All files that git tracks or would track; what is ignored is not ours. */
export function repositoryFiles(root: string): string[] {
  // The checkout may belong to another user than the one who runs the tests; nothing in it is executed by this.
  const args = ['-c', 'safe.directory=*', 'ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
}

export function readSources(root: string, paths: string[], names = /\.tsx?$/): Source[] {
  return paths
    .filter((path) => names.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

const IMPORT =
  /^\s*(?:import|export)\s+(?<what>type\b[^'"]*?|[^'"]*?)\s*from\s*['"](?<from>[^'"]+)['"]|\bimport\(\s*['"](?<lazy>[^'"]+)['"]|^\s*import\s*['"](?<bare>[^'"]+)['"]/gm;

/** `import type { A }` as well as `import { type A, type B }`. */
function isTypeOnly(what: string): boolean {
  if (/^type\b/.test(what)) return true;
  const names = /^\{([\s\S]*)\}$/.exec(what.trim())?.[1];
  return names?.split(',').every((name) => name.trim() === '' || /^type\s/.test(name.trim())) ?? false;
}
