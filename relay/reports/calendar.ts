/**
 * A site's days, hours and business hours. Days have 23, 24 or 25 hours, and shifts begin and end by the wall clock, so
 * nothing here adds 24 hours to anything; and there is one authority on zones, Node's own, so that a moment falls on the
 * same day wherever it is asked for.
 */
import type { Cover } from '@touchline/shared/cover.ts';

/** `day` as `2026-03-29`, `hour` from 0 to 23 by the wall clock. An hour that comes twice is one of two hours' length. */
export type Local = { day: string; hour: number };
export type Piece = Local & { from: number; to: number };
export type Calendar = ReturnType<typeof createCalendar>;

/** Of a site that has not said where it is. */
export const DEFAULT_ZONE = 'UTC';
/** Clocks change at a multiple of it, whatever the zone. */
const STEP_MS = 15 * 60_000;
const CACHE_MAX = 100_000;

type Span = [from: number, to: number];

export function createCalendar(cover: Cover | null) {
  const timeZone = cover?.timeZone ?? DEFAULT_ZONE;
  const steps = new Map<number, Local>();
  const shiftsOf = new Map<string, Span[]>();

  function local(at: number): Local {
    const step = Math.floor(at / STEP_MS);
    const known = steps.get(step);
    if (known) return known;
    const there = Temporal.Instant.fromEpochMilliseconds(step * STEP_MS).toZonedDateTimeISO(timeZone);
    const found = { day: there.toPlainDate().toString(), hour: there.hour };
    if (steps.size >= CACHE_MAX) steps.clear();
    steps.set(step, found);
    return found;
  }

  /** The shifts that begin on that day. */
  function shiftsOn(date: Temporal.PlainDate): Span[] {
    const day = date.toString();
    const known = shiftsOf.get(day);
    if (known) return known;
    const found = (cover?.shifts ?? [])
      .filter(({ days }) => days.includes(date.dayOfWeek))
      .map(({ from, to }): Span => [moment(date, from), moment(to > from ? date : date.add({ days: 1 }), to)]);
    if (shiftsOf.size >= CACHE_MAX) shiftsOf.clear();
    shiftsOf.set(day, found);
    return found;
  }

  /** A time that the clock skips on that day is the moment of the jump; of one that comes twice it is the first. */
  function moment(date: Temporal.PlainDate, time: string): number {
    const plainTime = Temporal.PlainTime.from(time);
    const there = date.toZonedDateTime({ timeZone, plainTime });
    if (there.toPlainTime().equals(plainTime)) return there.epochMilliseconds;
    const jump = there.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
    return (jump ?? there).epochMilliseconds;
  }

  return {
    timeZone,
    hasHours: cover !== null && cover.shifts.length > 0,
    local,

    /** From one moment to another cut where the wall clock's hour changes. */
    hours(from: number, to: number): Piece[] {
      const pieces: Piece[] = [];
      for (let at = from; at < to; ) {
        const next = Math.min(to, (Math.floor(at / STEP_MS) + 1) * STEP_MS);
        const { day, hour } = local(at);
        const last = pieces.at(-1);
        if (last && last.day === day && last.hour === hour) last.to = next;
        else pieces.push({ day, hour, from: at, to: next });
        at = next;
      }
      return pieces;
    },

    /** How much of it lies within business hours, in ms; shifts that overlap count once. */
    businessMs(from: number, to: number): number {
      if (to <= from) return 0;
      const last = Temporal.PlainDate.from(local(to).day);
      // The evening before may reach into it.
      let date = Temporal.PlainDate.from(local(from).day).subtract({ days: 1 });
      const spans: Span[] = [];
      for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) spans.push(...shiftsOn(date));
      spans.sort((a, b) => a[0] - b[0]);
      let sum = 0;
      let counted = from;
      for (const [begin, end] of spans) {
        const upTo = Math.min(end, to);
        sum += Math.max(0, upTo - Math.max(begin, counted));
        counted = Math.max(counted, upTo);
      }
      return sum;
    },
  };
}
