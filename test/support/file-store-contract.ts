/** What every file store promises (relay/files/file-store.ts), as checks that each adapter passes and a careless one does not. */
import { type FileStore, previewOf, storedAs } from '@touchline/relay/files/file-store.ts';
import { Refusal } from '@touchline/relay/platform/errors.ts';
import { expect } from 'vitest';
import { freshId } from './sending-files.ts';

/** A store, what it holds besides what has a name, and a way to take its room away. */
export type StoreUnderTest = {
  store: FileStore;
  drafts(): Promise<number>;
  fill(): Promise<void>;
  age(): Promise<void>;
};

const name = () => storedAs(freshId(), freshId());

async function* pieces(...parts: (string | Error)[]): AsyncGenerator<Buffer> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}

async function textAt(store: FileStore, at: string): Promise<string | null> {
  const stored = await store.open(at);
  if (!stored) return null;
  const text = Buffer.concat(await Array.fromAsync(stored.stream as AsyncIterable<Buffer>)).toString();
  expect(stored.bytes).toBe(Buffer.byteLength(text));
  return text;
}

export const FILE_STORE_CHECKS: Record<string, (made: StoreUnderTest) => Promise<void>> = {
  async 'what is kept is all there, and no draft any more'({ store, drafts }) {
    const at = name();
    const draft = await store.write(pieces('whole ', 'of it'));
    expect([draft.bytes, String(await draft.read())]).toEqual([11, 'whole of it']);
    await draft.keep(at);
    expect([await textAt(store, at), await drafts()]).toEqual(['whole of it', 0]);
  },

  async 'a draft has no name before it is kept'({ store }) {
    const at = name();
    const draft = await store.write(pieces('not yet'));
    expect(await textAt(store, at)).toBeNull();
    await draft.keep(at);
    expect(await textAt(store, at)).toBe('not yet');
  },

  async 'a source that breaks off leaves nothing, and says why'({ store, drafts }) {
    const cut = new Error('the line was cut');
    await expect(store.write(pieces('nearly all of', cut))).rejects.toBe(cut);
    expect(await drafts()).toBe(0);
  },

  async 'a draft that is dropped is gone; one that is kept is not dropped'({ store, drafts }) {
    const at = name();
    await (await store.write(pieces('dropped'))).drop();
    const kept = await store.write(pieces('kept'));
    await kept.keep(at);
    await kept.drop();
    expect([await textAt(store, at), await drafts()]).toEqual(['kept', 0]);
  },

  async 'the newest draft of a name is what it leads to, whole'({ store }) {
    const at = name();
    for (const text of ['the first, which is longer', 'the second']) await (await store.write(pieces(text))).keep(at);
    expect(await textAt(store, at)).toBe('the second');
  },

  async 'without room it is unavailable, and nothing stays; what was there is'({ store, drafts, fill }) {
    const at = name();
    await (await store.write(pieces('before'))).keep(at);
    await fill();
    const refusal = await store.write(pieces('a'.repeat(100_000), 'b'.repeat(5_000_000))).catch((error) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.kind).toBe('unavailable');
    expect([await textAt(store, at), await drafts()]).toEqual(['before', 0]);
  },

  async 'removing takes away, a thing that is not there as well'({ store }) {
    const at = name();
    await (await store.write(pieces('away'))).keep(at);
    await store.remove([at, previewOf(at), name()]);
    expect(await textAt(store, at)).toBeNull();
  },

  async 'only names made of ids are names'({ store }) {
    for (const wrong of ['../../etc/passwd', `${freshId()}/../x`, 'a', '', `${name()}.exe`, `${name()}\0`]) {
      const draft = await store.write(pieces('x'));
      await expect(draft.keep(wrong)).rejects.toThrow('no name');
      await draft.drop();
      await expect(store.open(wrong)).rejects.toThrow('no name');
    }
  },

  async 'a sweep takes old drafts and leaves new ones'({ store, drafts, age }) {
    await store.write(pieces('left behind'));
    await age();
    const fresh = await store.write(pieces('under way'));
    await store.sweep(3_600_000);
    expect([await drafts(), String(await fresh.read())]).toEqual([1, 'under way']);
  },
};
