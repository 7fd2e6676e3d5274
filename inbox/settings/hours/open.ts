/**
 * Whether a site is open by its hours, and until or from when. Shifts begin on a day of the site's own calendar and may
 * pass midnight; what the clock skips or repeats on a day is the time zone's to say. Pure.
 */
import type { Cover, Shift } from '@touchline/shared/cover.ts';

export type Opening = { isOpen: true; until: number } | { isOpen: false; next: number | null };

const DAY_MS = 86_400_000;
/** Yesterday's may still run; a week further every shift has begun once. */
const DAYS_LOOKED_AT = [-1, 0, 1, 2, 3, 4, 5, 6, 7];

export function openingAt({ timeZone, shifts }: Cover, now: number): Opening {
  const clock = clockOf(timeZone);
  const today = clock(now);
  const midnight = Date.UTC(today.year, today.month - 1, today.day);
  const spans = DAYS_LOOKED_AT.flatMap((by) =>
    shifts.flatMap((shift) => spanOn(shift, midnight + by * DAY_MS, (local) => instantOf(local, clock))),
  );
  // One that begins where another ends, or before, is the same opening.
  let until = now;
  for (const { from, to } of spans.sort((a, b) => a.from - b.from)) if (from <= until && to > until) until = to;
  if (until > now) return { isOpen: true, until };
  const next = spans.find(({ from }) => from > now)?.from ?? null;
  return { isOpen: false, next };
}

/** `date`: midnight of a day, as if it were UTC. */
function spanOn({ days, from, to }: Shift, date: number, instant: (local: number) => number) {
  if (!days.includes(new Date(date).getUTCDay() || 7)) return [];
  const end = to > from ? date : date + DAY_MS;
  return [{ from: instant(date + ofDay(from)), to: instant(end + ofDay(to)) }];
}

const ofDay = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
};

type Clock = (at: number) => { year: number; month: number; day: number; hour: number; minute: number };

function clockOf(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('en-u-hc-h23', {
    ...{ timeZone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
  });
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return part as ReturnType<Clock>;
  };
}

/**
 * The moment at which that clock shows this time, written as if it were UTC. Of a time that it skips, the moment after
 * the jump; of one that it shows twice, the first.
 */
function instantOf(local: number, clock: Clock): number {
  const shown = (at: number) => {
    const { year, month, day, hour, minute } = clock(at);
    return Date.UTC(year, month - 1, day, hour, minute);
  };
  const offsets = [local - DAY_MS, local + DAY_MS].map((at) => shown(at) - at);
  const exact = offsets.map((offset) => local - offset).filter((at) => shown(at) === local);
  return exact.length > 0 ? Math.min(...exact) : local - Math.min(...offsets);
}
