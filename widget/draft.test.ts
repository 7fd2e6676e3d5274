import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { describe, expect, it } from 'vitest';
import { createDraft } from './draft.ts';
import { createStore } from './storage.ts';
import { memoryArea } from './test-area.ts';
import type { Writing } from './writing.ts';

const writing = {
  redact: (text: string) => text.replace('4111 1111 1111 1111', '•••• 1111'),
  judge: (text: string) => ({ isSendable: text.length > 0, left: undefined }),
} as unknown as Writing;

function setUp(area = memoryArea()) {
  const clock = fakeClock();
  const store = createStore('touchline:demo:', () => area);
  const draft = createDraft(store, clock, () => {});
  draft.join(writing);
  return { area, clock, store, draft };
}

describe('the text in the composer', () => {
  it('survives a reload, without card numbers', () => {
    const { area, clock, draft } = setUp();
    draft.text = 'my card 4111 1111 1111 1111';
    clock.advance(1_000);
    expect(draft.text).toBe('my card 4111 1111 1111 1111');
    expect(setUp(area).draft.text).toBe('my card •••• 1111');
  });

  it('is not stored before there is something that masks card numbers', () => {
    const area = memoryArea();
    const clock = fakeClock();
    const draft = createDraft(
      createStore('touchline:demo:', () => area),
      clock,
      () => {},
    );
    draft.text = 'early';
    clock.advance(1_000);
    expect(area.length).toBe(0);
    draft.join(writing);
    expect(area.length).toBe(1);
  });

  it('leaves nothing behind when it is sent', () => {
    const { area, clock, draft } = setUp();
    draft.text = 'text';
    clock.advance(1_000);
    draft.clear();
    clock.advance(1_000);
    expect(area.length).toBe(0);
  });

  it('follows another tab, and goes when that tab sends it; what was begun here stays', () => {
    const { clock, store, draft } = setUp();
    store.set('draft', 'from the other tab');
    draft.follow();
    expect(draft.text).toBe('from the other tab');
    store.remove('draft');
    draft.follow();
    expect(draft.text).toBe('');
    draft.text = 'begun here';
    clock.advance(1_000);
    store.remove('draft');
    draft.follow();
    expect(draft.text).toBe('begun here');
  });
});
