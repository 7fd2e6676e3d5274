import type { Shift } from '@touchline/shared/cover.ts';
import { listed } from '../../locale/lists.ts';
import { languageName } from '../../when.ts';
import { language } from '../../words.ts';

/** `Mon, Tue and Fri 18:00–02:00 (Polish)`. */
export function shiftInWords({ days, from, to, languages }: Shift): string {
  const spoken = languages?.length ? ` (${listed(languages.map(languageName))})` : '';
  return `${listed(days.map((day) => dayName(day)))} ${from}–${to}${spoken}`;
}

/** 1 is Monday. 2024 began with one. */
export function dayName(day: number, weekday: 'short' | 'long' = 'short'): string {
  return new Intl.DateTimeFormat(language.value, { weekday, timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));
}
