/**
 * Days of the calendar as `2026-03-29`, and what they are counted by. Pure. A day is a date and no stretch of time, so
 * one of 23 or of 25 hours is a day like any other, and nothing here adds hours to anything.
 */
const DAY_MS = 86_400_000;

export type Range = { from: string; to: string };

/** What day it is there. */
export function todayIn(zone: string | undefined, now: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...(zone && { timeZone: zone }),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export const addDays = (day: string, count: number): string => dayOf(momentOf(day) + count * DAY_MS);

/** Both days included. */
export const daysIn = ({ from, to }: Range): number => Math.round((momentOf(to) - momentOf(from)) / DAY_MS) + 1;

export const mondayOf = (day: string): string => addDays(day, -((new Date(momentOf(day)).getUTCDay() + 6) % 7));

export const firstOfMonth = (day: string): string => `${day.slice(0, 7)}-01`;

/** `2026-02-30` is none. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(momentOf(text)) && dayOf(momentOf(text)) === text;

/** Noon, in UTC: for formats that are told to write UTC. */
export const noonOf = (day: string): number => momentOf(day) + DAY_MS / 2;

const momentOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
