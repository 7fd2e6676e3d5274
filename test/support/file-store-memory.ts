/** A file store that holds everything in memory: of tests that want one whose room they decide upon. */
import { Readable } from 'node:stream';
import { type FileStore, refuseOtherNames } from '@touchline/relay/files/file-store.ts';
import { Refusal } from '@touchline/relay/platform/errors.ts';

export function createMemoryStore(now: () => number) {
  const named = new Map<string, Buffer>();
  const drafts = new Map<object, { bytes: Buffer; at: number }>();
  let room = Number.POSITIVE_INFINITY;

  const store: FileStore = {
    async write(source) {
      const parts: Uint8Array[] = [];
      for await (const part of source) {
        parts.push(part);
        room -= part.length;
        if (room < 0) throw new Refusal('unavailable', 'There is no room.');
      }
      const bytes = Buffer.concat(parts);
      const draft = {
        bytes: bytes.length,
        read: async () => bytes,
        async keep(name: string) {
          refuseOtherNames(name);
          named.set(name, bytes);
          drafts.delete(draft);
        },
        drop: async () => void drafts.delete(draft),
      };
      drafts.set(draft, { bytes, at: now() });
      return draft;
    },
    async open(name) {
      refuseOtherNames(name);
      const bytes = named.get(name);
      return bytes ? { bytes: bytes.length, stream: Readable.from([bytes]) } : null;
    },
    async remove(names) {
      for (const name of names) named.delete(name);
    },
    async sweep(olderThanMs) {
      for (const [draft, { at }] of drafts) if (at < now() - olderThanMs) drafts.delete(draft);
    },
  };
  return {
    store,
    drafts: () => drafts.size,
    names: () => [...named.keys()],
    /** Leaves room for so many bytes. */
    fill(bytes: number) {
      room = bytes;
    },
  };
}
