/** Which files may be sent, told by their first bytes and by their names, which have to agree. */
import { FILE_TYPES } from '@touchline/shared/wire.ts';
import { fileTypeFromBuffer } from 'file-type';
import { Refusal } from '../platform/errors.ts';

export type FileType = (typeof FILE_TYPES)[number];

/** What telling a kind needs of a file. */
export const HEAD_BYTES = 4_100;

/** The first of each is the one that a name without any is given. */
const EXTENSIONS: Record<FileType, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
};

/** Of the last part of a name, `''` where it has none. */
export function extensionOf(name: string): string {
  return /[^.]\.([^.\s]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Null for one that may not be sent. */
export function typeByName(name: string): FileType | null {
  return FILE_TYPES.find((type) => EXTENSIONS[type].includes(extensionOf(name))) ?? null;
}

export function extensionFor(type: string): string {
  return EXTENSIONS[type as FileType]?.[0] ?? '';
}

/** Throws `file-refused` for a file whose beginning is not what its name says. */
export async function refuseOther(head: Uint8Array, type: FileType): Promise<void> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  // An animated PNG is a PNG with more in it, which is left out.
  const mime = found?.mime === 'image/apng' ? 'image/png' : found?.mime;
  if (mime !== type) throw new Refusal('file-refused', 'The file is not what its name says, or may not be sent.');
}
