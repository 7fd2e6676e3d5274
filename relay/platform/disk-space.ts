/** Whether a disk has room, asked before a program fails half-way for want of it. */
import { statfs } from 'node:fs/promises';
import { SettingError } from '../config.ts';

export async function checkSpace(folder: string, neededMb: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeMb = Math.floor((bavail * bsize) / 1024 / 1024);
  if (freeMb < neededMb) throw noSpace(folder, neededMb, freeMb);
}

export function noSpace(folder: string, neededMb: number, freeMb = 0): SettingError {
  return new SettingError(
    `The disk of ${folder} is nearly full (${freeMb} MB free, at least ${neededMb} MB needed): make room, or set DATA_DIR to a folder on another disk.`,
  );
}
