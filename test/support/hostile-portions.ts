/** The hostile texts as fields take them: see hostile-texts.ts. */
import { HOSTILE_TEXTS } from './hostile-texts.ts';

/** So many stand in one field, each on a line of its own, where there is room for more than one. */
const AT_ONCE = 15;

/** Postgres stores no U+0000; where a text is not repaired it is refused. */
export const STORABLE = HOSTILE_TEXTS.map((written) => written.replaceAll('\0', ''));
/** Going round. */
export const storable = (i: number) => STORABLE[i % STORABLE.length] as string;
/** Together they are all texts. */
export const PORTIONS: readonly string[] = Array.from({ length: Math.ceil(STORABLE.length / AT_ONCE) }, (_, i) =>
  STORABLE.slice(i * AT_ONCE, (i + 1) * AT_ONCE).join('\n'),
);
