import { readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { systemClock } from '@touchline/shared/clock.ts';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { FILE_STORE_CHECKS, type StoreUnderTest } from '../../test/support/file-store-contract.ts';
import { createMemoryStore } from '../../test/support/file-store-memory.ts';
import { mayMount, mountSmallDisk } from '../../test/support/full-disk.ts';
import { Refusal } from '../platform/errors.ts';
import { createDiskStore } from './disk-store.ts';

const HOUR_MS = 3_600_000;
const WITHOUT_ROOM = 'without room it is unavailable, and nothing stays; what was there is';
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** On a disk of 3 MB, where one can be had. */
function onDisk(): StoreUnderTest & { folder: string } {
  const folder = mayMount ? smallDisk() : join(tmpdir(), `touchline-store-${crypto.randomUUID()}`);
  endings.unshift(() => rm(join(folder, 'drafts'), { recursive: true, force: true }));
  const log = { error: () => {} };
  const store = createDiskStore({ folder, clock: systemClock, log, spareBytes: 0 });
  const drafts = () => readdir(join(folder, 'drafts')).catch(() => []);
  return {
    store,
    folder,
    drafts: async () => (await drafts()).length,
    fill: async () => {},
    async age() {
      const at = (systemClock.now() - 2 * HOUR_MS) / 1_000;
      for (const name of await drafts()) await utimes(join(folder, 'drafts', name), at, at);
    },
  };
}

function smallDisk(): string {
  const { folder, unmount } = mountSmallDisk(3);
  endings.push(unmount);
  return folder;
}

function inMemory(): StoreUnderTest {
  const clock = fakeClock();
  const { store, drafts, fill } = createMemoryStore(clock.now);
  return {
    store,
    drafts: async () => drafts(),
    fill: async () => fill(1_000_000),
    age: async () => clock.advance(2 * HOUR_MS),
  };
}

describe('on disk', () => {
  for (const [name, check] of Object.entries(FILE_STORE_CHECKS)) {
    it.skipIf(name === WITHOUT_ROOM && !mayMount)(name, () => check(onDisk()));
  }

  it('a disk is left the room that the database needs', async () => {
    const { folder } = onDisk();
    const log = { error: () => {} };
    const careful = createDiskStore({ folder, clock: systemClock, log, spareBytes: Number.MAX_SAFE_INTEGER });
    await expect(careful.write(Readable.from([Buffer.from('x')]))).rejects.toBeInstanceOf(Refusal);
  });

  it.skipIf(!mayMount)('what is coming is kept room for', async () => {
    const { store } = onDisk();
    const [begun, more] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    async function* slow() {
      begun.resolve();
      yield Buffer.from('x');
      await more.promise;
    }
    const first = store.write(slow(), 2_000_000);
    await begun.promise;
    const second = () => store.write(Readable.from([Buffer.from('x')]), 2_000_000);
    await expect(second()).rejects.toBeInstanceOf(Refusal);
    more.resolve();
    await first;
    await second();
  });
});

describe('in memory', () => {
  for (const [name, check] of Object.entries(FILE_STORE_CHECKS)) it(name, () => check(inMemory()));
});

describe('the checks fail', () => {
  const ofBroken = 'a source that breaks off leaves nothing, and says why';

  it('for a store that leaves what came before the line was cut', async () => {
    const { store, ...made } = inMemory();
    const careless: typeof store = {
      ...store,
      async write(source) {
        const parts: Uint8Array[] = [];
        try {
          for await (const part of source) parts.push(part);
        } catch (error) {
          await store.write(Readable.from(parts));
          throw error;
        }
        return store.write(Readable.from(parts));
      },
    };
    await expect(FILE_STORE_CHECKS[ofBroken]?.({ ...made, store: careless })).rejects.toThrow('expected');
  });

  it('for a store that takes any name', async () => {
    const { store, ...made } = inMemory();
    const careless: typeof store = {
      ...store,
      write: async (source) => ({ ...(await store.write(source)), keep: async () => {} }),
    };
    await expect(
      FILE_STORE_CHECKS['only names made of ids are names']?.({ ...made, store: careless }),
    ).rejects.toThrow();
  });
});
