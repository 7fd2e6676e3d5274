/**
 * Times as an operator reads them: the clock for today, the date before that, and for waits how long they last.
 * `Intl` objects are costly to make and are kept, those of one language.
 */
import { computed } from '@preact/signals';
import { language, t, tOr } from './words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const formats = computed(() => {
  // English is British: the clock has 24 hours and the day stands before the month, as where our operators sit.
  const locale = language.value === 'en' ? 'en-GB' : language.value;
  return {
    clock: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }),
    date: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    moment: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    full: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }),
    languages: new Intl.DisplayNames(locale, { type: 'language' }),
  };
});

export const clockTime = (at: number): string => formats.value.clock.format(at);
/** `22 Nov 2026, 14:07`, where a line is short. */
export const dayTime = (at: number): string => formats.value.moment.format(at);
export const fullTime = (at: number): string => formats.value.full.format(at);

/** For the list: `14:05`, or `21 Nov` when it was not today. */
export function shortTime(at: number, now: number): string {
  return sameDay(at, now) ? clockTime(at) : formats.value.date.format(at);
}

export function dayName(at: number, now: number): string {
  if (sameDay(at, now)) return t('time.today');
  if (sameDay(at, now - DAY_MS)) return t('time.yesterday');
  return formats.value.day.format(at);
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

/** The languages of the product have their names in the locale files, because Chromium does not know them all. */
export function languageName(tag: string): string {
  return tOr(`languages.${tag}`, otherLanguage(tag));
}

function otherLanguage(tag: string): string {
  try {
    return formats.value.languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
