/**
 * A section that two people changed at once: what each has changed, and what becomes of both. Pure.
 *
 * Records are compared by their keys, and lists whose items have a name (languages, origins, topics) by those names and
 * their order; other lists item by item while they are equally long, and else as a whole. What only one has changed is
 * theirs to change; what both have changed differently overlaps, and somebody has to say.
 */
export type Path = readonly string[];
export type Change = { path: Path; before: unknown; after: unknown };
export type Overlap = { path: Path; base: unknown; mine: unknown; theirs: unknown };
type Side = 'mine' | 'theirs';

/** `choose`: whose value stands where both have changed the same. */
export function merge<Value>(
  base: Value,
  mine: Value,
  theirs: Value,
  choose: (path: Path) => Side = () => 'mine',
): { value: Value; overlaps: Overlap[] } {
  const overlaps: Overlap[] = [];
  const value = merged([], base, mine, theirs);
  return { value: value as Value, overlaps };

  function merged(path: Path, base: unknown, mine: unknown, theirs: unknown): unknown {
    if (same(mine, theirs) || same(theirs, base)) return mine;
    if (same(mine, base)) return theirs;
    const parts = [base, mine, theirs].map((value) => partsOf(path, value));
    const [b, m, t] = parts;
    if (b && m && t && b.kind === m.kind && m.kind === t.kind) return together(path, b, m, t);
    overlaps.push({ path, base, mine, theirs });
    return choose(path) === 'mine' ? mine : theirs;
  }

  function together(path: Path, base: Parts, mine: Parts, theirs: Parts): unknown {
    const keys = [...new Set([...keysOf(base), ...keysOf(mine), ...keysOf(theirs)])];
    const values = Object.fromEntries(
      keys.map((key) => [key, merged([...path, key], base.items[key], mine.items[key], theirs.items[key])]),
    );
    const there = (key: string) => values[key] !== undefined;
    if (mine.kind === 'record') return Object.fromEntries(Object.entries(values).filter(([key]) => there(key)));
    return orderOf(path, base, mine, theirs)
      .filter(there)
      .map((key) => values[key]);
  }

  /** Of all that there is: the order of whoever changed it, and what the other has added behind. */
  function orderOf(path: Path, base: Parts, mine: Parts, theirs: Parts): string[] {
    const [b, m, t] = [base, mine, theirs].map((parts) => common(parts, base, mine, theirs)) as [Keys, Keys, Keys];
    let first = mine;
    if (same(m, b) && !same(t, b)) first = theirs;
    else if (!same(t, b) && !same(m, b) && !same(m, t)) {
      const where = [...path, ORDER];
      overlaps.push({ path: where, base: b, mine: m, theirs: t });
      if (choose(where) === 'theirs') first = theirs;
    }
    const other = first === mine ? theirs : mine;
    return [...new Set([...keysOf(first), ...keysOf(other)])];
  }
}

/** The name of what a list's order is called by, in the place of an item. */
export const ORDER = '(order)';

/** What is different, each as small as it can be said. */
export function changesBetween(before: unknown, after: unknown, path: Path = []): Change[] {
  if (same(before, after)) return [];
  const [was, is] = [partsOf(path, before), partsOf(path, after)];
  if (!was || !is || was.kind !== is.kind) return [{ path, before, after }];
  const keys = [...new Set([...keysOf(was), ...keysOf(is)])];
  const inside = keys.flatMap((key) => changesBetween(was.items[key], is.items[key], [...path, key]));
  const [ordered, reordered] = [common(was, is), common(is, was)];
  return is.kind === 'record' || same(ordered, reordered)
    ? inside
    : [...inside, { path: [...path, ORDER], before: ordered, after: reordered }];
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));

type Keys = string[];
type Parts = { kind: string; items: Record<string, unknown> };

const NAMED: Record<string, (item: never) => string> = {
  languages: String,
  origins: String,
  topics: ({ topic }: { topic: string }) => topic,
};

function partsOf(path: Path, value: unknown): Parts | null {
  if (Array.isArray(value)) {
    const name = NAMED[path.at(-1) ?? ''];
    if (name) return { kind: 'named', items: Object.fromEntries(value.map((item) => [name(item as never), item])) };
    if (!value.every(isRecord)) return null;
    // A number would be put in order by the engine whatever we do: that is the order it has.
    return { kind: `${value.length} items`, items: { ...value } };
  }
  return isRecord(value) ? { kind: 'record', items: value } : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const keysOf = ({ items }: Parts): Keys => Object.keys(items);
const common = (parts: Parts, ...others: Parts[]): Keys =>
  keysOf(parts).filter((key) => others.every(({ items }) => key in items));

/** Postgres keeps the keys of a record in an order of its own. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, inOrder(value[key])]),
  );
}
