/** Who looks at a conversation, over two relays on a bus on which relays may fall silent. */
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import type { OperatorRef } from '@touchline/shared/conversation.ts';
import { describe, expect, it } from 'vitest';
import { createLocalBus } from '../platform/bus.ts';
import { createViewing } from './viewing.ts';

const [ALESIA, RAUF, KSENIA] = ['Alesia', 'Rauf', 'Ksenia'].map((name, i) => ({ id: `${i}`, name })) as [
  OperatorRef,
  OperatorRef,
  OperatorRef,
];

function twoRelays() {
  const clock = fakeClock();
  const bus = createLocalBus((error) => {
    throw error;
  });
  let isDead = false;
  const lossy = { ...bus, lossy: true };
  const dying = {
    ...lossy,
    publish: (...news: Parameters<typeof bus.publish>) => void (isDead || bus.publish(...news)),
  };
  const here = createViewing({ bus: lossy, clock });
  const there = createViewing({ bus: dying, clock });
  const seen: string[][] = [];
  return {
    clock,
    here,
    there,
    seen,
    die: () => (isDead = true),
    look: (operator: OperatorRef) =>
      here.join('c', operator, (others) => void seen.push(others.map(({ name }) => name))),
  };
}

describe('who else looks', () => {
  it('is heard of at once, on this relay and on another, and is never oneself', async () => {
    const { here, there, look, seen } = twoRelays();
    await there.join('c', KSENIA, () => {});
    await look(ALESIA);
    await here.join('c', RAUF, () => {});
    // In another tab.
    await here.join('c', ALESIA, () => {});
    await here.join('another', RAUF, () => {});
    expect(seen.at(-1)).toEqual(['Rauf', 'Ksenia']);
    expect(seen.length).toBe(2);
  });

  it('is told to somebody who comes when nobody else does', async () => {
    const { look, seen } = twoRelays();
    await look(ALESIA);
    expect(seen).toEqual([[]]);
  });

  it('is over a moment after they stop, so that a page that reloads was never away', async () => {
    const { clock, there, look, seen } = twoRelays();
    await look(ALESIA);
    const leave = await there.join('c', RAUF, () => {});
    leave();
    await there.join('c', RAUF, () => {});
    clock.advance(30_000);
    expect(seen).toEqual([[], ['Rauf']]);
  });

  it('is gone for the others soon after it has left', async () => {
    const { clock, there, look, seen } = twoRelays();
    await look(ALESIA);
    (await there.join('c', RAUF, () => {}))();
    clock.advance(2_000);
    expect(seen).toEqual([[], ['Rauf'], []]);
  });

  it('is forgotten within 15 s when its relay dies, and not while it lives', async () => {
    const { clock, there, look, seen, die } = twoRelays();
    await there.join('c', RAUF, () => {});
    await look(ALESIA);
    clock.advance(60_000);
    expect(seen).toEqual([['Rauf']]);
    die();
    clock.advance(15_000);
    expect(seen).toEqual([['Rauf'], []]);
  });

  it('leaves nothing behind when all have left', async () => {
    const { clock, here, look } = twoRelays();
    (await look(ALESIA))();
    clock.advance(30_000);
    expect(clock.pending()).toBe(0);
    here.stop();
  });
});
