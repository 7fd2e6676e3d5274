/**
 * Times as an operator reads them: the clock for today, the date before that, and for waits how long they last.
 * `Intl` objects are costly to make and are kept.
 */
import { t } from './words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const fullFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

export const clockTime = (at: number): string => clockFormat.format(at);
export const fullTime = (at: number): string => fullFormat.format(at);

/** For the list: `14:05`, or `21 Nov` when it was not today. */
export function shortTime(at: number, now: number): string {
  return sameDay(at, now) ? clockTime(at) : dateFormat.format(at);
}

export function dayName(at: number, now: number): string {
  if (sameDay(at, now)) return t('time.today');
  if (sameDay(at, now - DAY_MS)) return t('time.yesterday');
  return dayFormat.format(at);
}

/** A wait: `now`, `4 min`, `2 h 10 min`, `3 d`. */
export function duration(ms: number): string {
  if (ms < MINUTE_MS) return t('time.now');
  if (ms < HOUR_MS) return t('time.minutes', { count: Math.floor(ms / MINUTE_MS) });
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
    return t(minutes ? 'time.hoursMinutes' : 'time.hours', { hours: Math.floor(ms / HOUR_MS), minutes });
  }
  return t('time.days', { count: Math.floor(ms / DAY_MS) });
}

export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

export function languageName(tag: string): string {
  try {
    return languageNames.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
