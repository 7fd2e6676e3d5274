import type { Cover, Shift } from '@touchline/shared/cover.ts';
import { baseLanguage } from '@touchline/shared/language-tags.ts';

/**
 * When the next shift begins in which this language is spoken, in ms since 1970; null when none is planned within a
 * week. A shift that has already begun is no answer: it should be staffed, and is not.
 */
export function nextShift({ timeZone, shifts }: Cover, language: string, now: number): number | null {
  const spoken = baseLanguage(language).toLowerCase();
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const begins: number[] = [];
  for (const shift of shifts) {
    if (shift.languages && !shift.languages.includes(spoken)) continue;
    for (let day = 0; day <= 7; day++) {
      const begin = beginOn(shift, today.add({ days: day }), timeZone);
      if (begin !== null && begin > now) begins.push(begin);
    }
  }
  return begins.length > 0 ? Math.min(...begins) : null;
}

/** A time that the clock skips on that day counts as the moment after the jump. */
function beginOn({ days, from }: Shift, date: Temporal.PlainDate, timeZone: string): number | null {
  if (!days.includes(date.dayOfWeek)) return null;
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(from) }).epochMilliseconds;
}
