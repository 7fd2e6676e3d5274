/** What stands in a row of the audit, as lines to read. Ids say nothing to anybody, and what did not change neither. */
import { ID_PATTERN } from '@touchline/shared/wire.ts';

export type Detail = { name: string; before: string | null; after: string };
/** A single value in the reader's words, by what it is of. */
export type InWords = (name: string, value: string | boolean) => string;

const VALUE_MAX_CHARACTERS = 160;
const NOTHING = '–';

export function detailsOf(about: Record<string, unknown>, inWords: InWords): Detail[] {
  const [was, is] = [partOf(about.before), partOf(about.after)];
  const isChange = was !== null && is !== null;
  const plain = Object.entries(about).filter(([name]) => !isChange || (name !== 'before' && name !== 'after'));
  return [
    ...plain.flatMap(([name, value]) => {
      const after = said(name, value, inWords);
      return after === '' ? [] : [{ name, before: null, after }];
    }),
    ...Object.keys({ ...was, ...is }).flatMap((name) => {
      const [before, after] = [said(name, was?.[name], inWords), said(name, is?.[name], inWords)];
      return before === after ? [] : [{ name, before: before || NOTHING, after: after || NOTHING }];
    }),
  ];
}

function said(name: string, value: unknown, inWords: InWords): string {
  return whole(name, value, inWords).slice(0, VALUE_MAX_CHARACTERS);
}

function whole(name: string, value: unknown, inWords: InWords): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return ID_PATTERN.test(value) ? '' : inWords(name, value);
  if (typeof value === 'boolean') return inWords(name, value);
  if (Array.isArray(value)) {
    return value
      .map((one) => whole(name, one, inWords))
      .filter(Boolean)
      .join(', ');
  }
  const part = partOf(value);
  if (!part) return String(value);
  return Object.entries(part)
    .map(([key, one]) => `${inWords(name, key)} ${whole(name, one, inWords)}`)
    .sort()
    .join(', ');
}

function partOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
