/** A limit that is passed, in one line, and what it comes to. */
import type { Alert } from '@touchline/shared/supervision.ts';
import { t } from '../office/words.ts';
import { duration } from '../when.ts';
import { language } from '../words.ts';

export const alertWords = ({ kind, worst: value, limit }: Alert): string => t(`floor.alert.${kind}`, { value, limit });

/** In the unit of its kind; of nobody being there there is none. */
export function amount(kind: Alert['kind'], value: number): string {
  if (kind === 'wait') return duration(value * 60_000);
  if (kind === 'load') return new Intl.NumberFormat(language.value, { style: 'percent' }).format(value / 100);
  return kind === 'waiting' ? String(value) : '–';
}
