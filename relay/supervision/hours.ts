import type { Cover, Shift } from '@touchline/shared/cover.ts';

/** Whether operators are expected at this moment, by the clock on the site's wall: the day before, too, for shifts past midnight. */
export function isWithin({ timeZone, shifts }: Cover, now: number): boolean {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  return shifts.some((shift) =>
    [today, today.subtract({ days: 1 })].some(
      (date) => shift.days.includes(date.dayOfWeek) && covers(shift, date, timeZone, now),
    ),
  );
}

function covers({ from, to }: Shift, date: Temporal.PlainDate, timeZone: string, now: number): boolean {
  const at = (day: Temporal.PlainDate, time: string) =>
    day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const ends = at(to > from ? date : date.add({ days: 1 }), to);
  return at(date, from) <= now && now < ends;
}
