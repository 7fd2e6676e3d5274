/**
 * Holds the rows of a list in their places while somebody is at it, with the pointer or with keys, so that nobody presses
 * on another conversation than they looked at. What is new stands at the end meanwhile, and what has gone stays where it
 * was; the order is made good when they leave the list, or do nothing for a while.
 */
import { computed, createModel, effect, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { DeskRow } from '@touchline/shared/down.ts';

/** A pointer left lying on the list must not keep the order of an hour ago. */
const POINTER_RESTS_MS = 120_000;
const KEYS_REST_MS = 5_000;

export const HoldingModel = createModel((clock: Clock) => {
  const pointer = signal(false);
  const keys = signal(false);
  const rests = { pointer: () => {}, keys: () => {} };
  const hold = (by: 'pointer' | 'keys', ms: number) => {
    const held = by === 'pointer' ? pointer : keys;
    held.value = true;
    rests[by]();
    rests[by] = clock.after(ms, () => {
      held.value = false;
    });
  };
  const release = () => {
    rests.pointer();
    rests.keys();
    pointer.value = keys.value = false;
  };
  effect(() => release);

  return {
    held: computed(() => pointer.value || keys.value),
    /** It is in the list, and has just moved there. */
    pointed: () => hold('pointer', POINTER_RESTS_MS),
    left() {
      rests.pointer();
      pointer.value = false;
    },
    /** A key went through the list. */
    keyed: () => hold('keys', KEYS_REST_MS),
    /** Now, by hand. */
    release,
  };
});
export type Holding = InstanceType<typeof HoldingModel>;

/** A finger is not a pointer that rests somewhere. Returns how to stop. */
export function holdBy(
  box: HTMLElement,
  { pointed, left, keyed }: Pick<Holding, 'pointed' | 'left' | 'keyed'>,
): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  box.addEventListener('pointermove', ({ pointerType }) => pointerType === 'mouse' && pointed(), { signal });
  box.addEventListener('pointerleave', left, { signal });
  box.addEventListener('keydown', keyed, { signal });
  return () => ended.abort();
}

/** Remembers the places of the list that was shown last. `key`: another one is another list, and nothing of it is held. */
export function keepPlaces(newest: (id: string) => DeskRow | undefined) {
  let places: readonly DeskRow[] = [];
  let known = '';
  return (list: readonly DeskRow[], held: boolean, key: string): readonly DeskRow[] => {
    places = held && key === known ? inPlaces(places, list, newest) : list;
    known = key;
    return places;
  };
}

/** Pure. `list` as it stands, in the places in which it stood. `newest`: of what is in the list no more. */
export function inPlaces(
  places: readonly DeskRow[],
  list: readonly DeskRow[],
  newest: (id: string) => DeskRow | undefined,
): readonly DeskRow[] {
  const rows = new Map(list.map((row) => [row.id, row]));
  const kept = places.map((row) => rows.get(row.id) ?? newest(row.id) ?? row);
  for (const { id } of places) rows.delete(id);
  return rows.size > 0 ? [...kept, ...rows.values()] : kept;
}
