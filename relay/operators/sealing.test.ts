import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSealing } from './sealing.ts';
import { newSecret } from './second-factor.ts';

const installation = randomBytes(32);
const [first, second] = ['a key of the environment, long enough', 'another key of the environment, longer'];
const secret = newSecret();

describe('a sealed secret', () => {
  it('is opened again, and holds nothing of what it was', () => {
    const { seal, open } = createSealing(installation, [first]);
    const kept = seal(secret, 'alesia');
    expect(kept.includes(secret)).toBe(false);
    expect(open(kept, 'alesia')).toEqual(secret);
    expect(seal(secret, 'alesia')).not.toEqual(kept);
  });

  it('opens nothing on another account, nor with a bit changed', () => {
    const { seal, open } = createSealing(installation, [first]);
    const kept = seal(secret, 'alesia');
    expect(open(kept, 'rauf')).toBeNull();
    for (let at = 0; at < kept.length; at++) {
      const changed = Buffer.from(kept);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      expect(open(changed, 'alesia')).toBeNull();
    }
    expect(open(kept.subarray(0, 30), 'alesia')).toBeNull();
  });

  it('is closed to whoever has the database alone', () => {
    const kept = createSealing(installation, [first]).seal(secret, 'alesia');
    expect(createSealing(installation, []).open(kept, 'alesia')).toBeNull();
    expect(createSealing(randomBytes(32), [first]).open(kept, 'alesia')).toBeNull();
  });

  it('outlives an exchange of keys, and says that it is to be sealed anew', () => {
    const [none, old, both] = [[], [first], [second, first]].map((keys) => createSealing(installation, keys));
    for (const before of [none, old]) {
      const kept = before?.seal(secret, 'alesia') ?? secret;
      expect(both?.open(kept, 'alesia')).toEqual(secret);
      expect([before?.isNewest(kept), both?.isNewest(kept)]).toEqual([true, false]);
    }
  });

  it('that an earlier release left open is read', () => {
    const { open, isNewest } = createSealing(installation, [first]);
    expect([open(secret, 'alesia'), isNewest(secret)]).toEqual([secret, false]);
  });
});
