/** The two programs that npm does not bring. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export type Programs = { nginx: string; redis: string };

/** Throws an Error whose message says what to install. */
export function findPrograms(path: string, also = ALSO): Programs {
  const folders = [...path.split(delimiter), ...also];
  const nginx = find('nginx', folders);
  const redis = find('redis-server', folders);
  if (nginx && redis) return { nginx, redis };
  const missing = [nginx ? '' : 'nginx', redis ? '' : 'redis-server'].filter((name) => name !== '');
  throw new Error(
    `Missing: ${missing.join(' and ')}. Install with: sudo apt-get install ${missing.join(' ')}   (macOS: brew install ${missing.join(' ').replace('redis-server', 'redis')})`,
  );
}

/** Debian keeps nginx where only root's PATH leads. */
const ALSO = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];

function find(name: string, folders: string[]): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
