/** Under which names things stand in an export: made by us, with what fileName() leaves of a file's own at the end. Pure. */
import { fileName } from '../files/names.ts';
import type { HeldFile } from './held-rows.ts';

export type ExportSite = { id: string; key: string; name: string; defaultLanguage: string };
export type Placed = { file: HeldFile; path: string };

export function placesOf(files: readonly HeldFile[], folders: ReadonlyMap<string, string>): Placed[] {
  return files.map((file, i) => {
    const number = String(i + 1).padStart(3, '0');
    const name = fileName(file.name, file.type).replace(/[^\p{L}\p{N}._ ()-]/gu, '_');
    return { file, path: `files/${folders.get(file.conversation) ?? 'others'}/${number}-${name}` };
  });
}
