/** A command of the relay as its owner runs it, without npm. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type Ran = { code: number | null; out: string; err: string };

/** Settings that are not given are not set, whatever the test's own are. */
export async function runCommand(
  name: 'backup' | 'restore' | 'doctor',
  args: string[],
  settings: Record<string, string>,
): Promise<Ran> {
  const unset = {
    NODE_OPTIONS: '',
    DATABASE_URL: '',
    REDIS_URL: '',
    FILES_FOLDER: '',
    PUBLIC_URL: '',
    TRANSLATORS: '',
  };
  const path = fileURLToPath(new URL(`../../relay/${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { env: { ...process.env, ...unset, ...settings } });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ran.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ran.err += text;
  });
  const [code] = await once(child, 'close');
  return { ...ran, code };
}
