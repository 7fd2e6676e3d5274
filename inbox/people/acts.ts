/** What stands in a row of the audit, as lines to read. Ids say nothing to anybody, and what did not change neither. */
import { ID_PATTERN } from '@touchline/shared/wire.ts';

export type Detail = { name: string; before: string | null; after: string };

const VALUE_MAX_CHARACTERS = 160;

export function detailsOf(about: Record<string, unknown>): Detail[] {
  const [was, is] = [partOf(about.before), partOf(about.after)];
  const plain = Object.entries(about).filter(([name]) => !(was && is && (name === 'before' || name === 'after')));
  return [
    ...plain.flatMap(([name, value]) => {
      const after = said(value);
      return after === '' ? [] : [{ name, before: null, after }];
    }),
    ...Object.keys({ ...was, ...is }).flatMap((name) => {
      const [before, after] = [said(was?.[name]), said(is?.[name])];
      return before === after ? [] : [{ name, before: before || '–', after: after || '–' }];
    }),
  ];
}

function partOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

function said(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return ID_PATTERN.test(value) ? '' : value.slice(0, VALUE_MAX_CHARACTERS);
  if (Array.isArray(value)) return value.map(said).filter(Boolean).join(', ').slice(0, VALUE_MAX_CHARACTERS);
  const part = partOf(value);
  if (!part) return String(value);
  return Object.entries(part)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${name} ${said(one)}`)
    .join(', ')
    .slice(0, VALUE_MAX_CHARACTERS);
}
