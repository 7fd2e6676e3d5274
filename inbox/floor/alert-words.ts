/** A limit that is passed, in one line, and what it comes to. */
import type { Alert } from '@touchline/shared/supervision.ts';
import { t } from '../office/words.ts';
import { duration } from '../when.ts';
import { language } from '../words.ts';

/** Without the number of now: it is told once, and goes on. */
export const alertWords = ({ kind, limit }: Pick<Alert, 'kind' | 'limit'>): string =>
  t(`floor.alert.${kind}`, { limit: amount(kind, limit) });

/** In the unit of its kind; of nobody being there there is none. */
export function amount(kind: Alert['kind'], value: number): string {
  if (kind === 'wait') return duration(value * 60_000);
  if (kind === 'load') return new Intl.NumberFormat(language.value, { style: 'percent' }).format(value / 100);
  return kind === 'waiting' ? String(value) : '–';
}
