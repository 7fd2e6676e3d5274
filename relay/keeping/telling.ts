/** What the commands say when they are done. */
import type { Backup } from './backup.ts';
import type { Restored } from './restore.ts';

const whole = new Intl.NumberFormat('en');
const counted = (n: number, one: string, many = `${one}s`) => `${whole.format(n)} ${n === 1 ? one : many}`;

export function inUnits(bytes: number): string {
  const power = Math.min(4, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1_000)));
  return `${(bytes / 1_000 ** power).toPrecision(3)} ${['B', 'kB', 'MB', 'GB', 'TB'][power]}`;
}

export function backedUp({ path, manifest, bytes, linkedFiles, dropped }: Backup): string {
  const { tables, files, at } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    `Backed up, as of ${at}: ${counted(rows, 'row')} of ${counted(tables.length, 'table')}, ${counted(files.count, 'file')} (${whole.format(linkedFiles)} shared with the backup before), ${inUnits(bytes)}.`,
    ...files.missing.map((name) => `Missing from the folder of files, and so from the backup: ${name}`),
    ...(files.erased.length > 0
      ? [`${counted(files.erased.length, 'file')} went away while the backup was made.`]
      : []),
    ...(dropped > 0 ? [`Took away ${counted(dropped, 'older backup')}.`] : []),
    path,
    'It holds everything, secrets included: keep it on another machine, where only you can read it.',
  ].join('\n');
}

export function restored({ manifest, counts, files, aside, applied, foreignTables, erasedAgain }: Restored): string {
  const { sites, operators, conversations, messages } = counts;
  const missing = manifest.files.missing.length;
  return [
    `Restored, as of ${manifest.at}: ${counted(sites, 'site')}, ${counted(operators, 'operator')}, ${counted(messages, 'message')} in ${counted(conversations, 'conversation')}, ${counted(files, 'file')}.`,
    'Of what was written after that moment nothing is here. Operators sign in again; pages of players begin again by themselves.',
    'What was revoked or changed after that moment is as it was: look through operators, keys, blocks and players whose data is held.',
    `${counted(erasedAgain, 'player')} had been erased since then, by what is known here, and ${erasedAgain === 1 ? 'was' : 'were'} erased again.`,
    ...(applied.length > 0 ? [`Brought up from Touchline ${manifest.release} by ${applied.join(', ')}.`] : []),
    ...(missing > 0 ? [`${counted(missing, 'file')} had been missing when the backup was made.`] : []),
    ...(foreignTables.length > 0 ? [`Not of Touchline, and so not restored: ${foreignTables.join(', ')}.`] : []),
    ...(aside
      ? [`What was here before is kept in the schema ${aside}; npm run restore -- --drop-old takes it away.`]
      : []),
  ].join('\n');
}
