import type { Readable } from 'node:stream';

/**
 * Where the bytes of files lie. What an adapter promises (test/support/file-store-contract.ts asks each for all of it):
 *
 * - `write` takes in a whole source or nothing: when the source fails, or there is no room, not a byte of it stays, and
 *   the call rejects. What was taken in is a draft, which no name leads to.
 * - `keep` gives a draft its name, at once and lastingly: whoever opens the name has all of it or nothing, also after the
 *   machine has lost its power. A name that is taken leads to the newest draft.
 * - No room, or a disk that fails, is a `Refusal` of the kind `unavailable`: the same may be tried again later.
 * - What is removed is gone; removing what is not there is no error.
 * - `sweep` takes away the drafts of relays that died over them.
 *
 * It deliberately knows nothing of senders: names are made of ids (`storedAs`), and any other is an error.
 */
export interface FileStore {
  /** `expected`: so many bytes will come, as far as that is known; room is kept for them from the beginning. */
  write(source: AsyncIterable<Uint8Array>, expected?: number): Promise<Draft>;
  open(name: string): Promise<Stored | null>;
  remove(names: readonly string[]): Promise<void>;
  /** Takes away the drafts that are older. */
  sweep(olderThanMs: number): Promise<void>;
}

/** Taken in, and kept or dropped by whoever wrote it. Dropping what was kept changes nothing. */
export interface Draft {
  readonly bytes: number;
  read(): Promise<Buffer>;
  keep(name: string): Promise<void>;
  drop(): Promise<void>;
}

export type Stored = { bytes: number; stream: Readable };

export const storedAs = (siteId: string, fileId: string) => `${siteId}/${fileId}`;
export const previewOf = (name: string) => `${name}.preview`;

const NAME = /^[0-9a-f-]{36}\/[0-9a-f-]{36}(\.preview)?$/;

export const isStoredName = (name: string): boolean => NAME.test(name);

/** For adapters. Throws for what `storedAs` and `previewOf` do not make. */
export function refuseOtherNames(name: string): void {
  if (!isStoredName(name)) throw new Error(`${JSON.stringify(name)} is no name for a file`);
}
