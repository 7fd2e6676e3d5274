/** What this tab remembers, over a reload, of files that are chosen and not yet part of a message: never their bytes. */
import type { Host } from './host.ts';
import { createStore } from './storage.ts';

/** Keys begin so; the rest is the file's id. */
export const FILE_KEY = 'file:';

/** Of this tab alone: two that show one conversation do not send each other's files. */
export const keptFiles = ({ prefix }: Host) => createStore(prefix, () => sessionStorage);
