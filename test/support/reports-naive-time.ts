/**
 * A brand's wall clock and hours, found out the slow way: by asking `Intl` what the wall says at every quarter of an hour
 * of a year, and looking when a shift begins and ends there. Shares nothing with what the relay does.
 */
import type { Cover } from '@touchline/shared/cover.ts';

export type Wall = { day: string; hour: number; minutes: number; weekday: number };
export type NaiveTime = ReturnType<typeof naiveTime>;

const QUARTER = 900_000;
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Knows the time from `begin` to `end`, in ms, both at a whole hour. */
export function naiveTime(cover: Cover | null, begin: number, end: number) {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: cover?.timeZone ?? 'UTC', hourCycle: 'h23', weekday: 'short' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
  } as const);
  const walls: Wall[] = [];
  for (let at = begin; at < end; at += QUARTER) {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    walls.push({
      day: `${part.year}-${part.month}-${part.day}`,
      hour: Number(part.hour),
      minutes: Number(part.hour) * 60 + Number(part.minute),
      weekday: WEEKDAYS.indexOf(part.weekday ?? '') + 1,
    });
  }
  const isOpen = walls.map(() => false);
  const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  for (const shift of cover?.shifts ?? []) {
    const [from, to] = [minutesOf(shift.from), minutesOf(shift.to)];
    let runs: { day: string; passed: boolean } | null = null;
    let begun = '';
    for (const [i, wall] of walls.entries()) {
      const starts = shift.days.includes(wall.weekday) && wall.minutes >= from && begun !== wall.day;
      if (runs) {
        if (wall.day !== runs.day) runs.passed = true;
        const isOver = to > from ? runs.passed || wall.minutes >= to : runs.passed && wall.minutes >= to;
        if (isOver) runs = null;
      }
      if (!runs && starts) runs = { day: wall.day, passed: false };
      if (starts) begun = wall.day;
      if (runs) isOpen[i] = true;
    }
  }
  const slot = (at: number) => Math.floor((at - begin) / QUARTER);

  return {
    hasHours: (cover?.shifts ?? []).length > 0,
    wall(at: number): Wall {
      const wall = walls[slot(at)];
      if (!wall) throw new Error(`nobody looked at the wall at ${new Date(at).toISOString()}`);
      return wall;
    },
    /** Cut at every quarter of an hour. */
    quarters(from: number, to: number): { from: number; to: number; wall: Wall; isOpen: boolean }[] {
      const pieces = [];
      for (let i = slot(from); begin + i * QUARTER < to; i++) {
        const piece = { from: Math.max(from, begin + i * QUARTER), to: Math.min(to, begin + (i + 1) * QUARTER) };
        pieces.push({ ...piece, wall: walls[i] as Wall, isOpen: isOpen[i] ?? false });
      }
      return pieces;
    },
  };
}
