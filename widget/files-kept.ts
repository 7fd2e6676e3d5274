/** What this tab remembers, over a reload, of files that are chosen and not yet part of a message: never their bytes. */
import type { Host } from './host.ts';

/** Keys begin so; the rest is the file's id. Of this tab alone: two that show one conversation do not send each other's files. */
export const FILE_KEY = 'file:';

export function areFilesKept({ prefix }: Host): boolean {
  try {
    return Object.keys(sessionStorage).some((key) => key.startsWith(prefix + FILE_KEY));
  } catch {
    return false;
  }
}
