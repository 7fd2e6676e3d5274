/** When something will be, in the reader's own language: a field for dates speaks that of the browser. */
import { computed } from '@preact/signals';
import { language } from './words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const formats = computed(() => {
  const locale = language.value === 'en' ? 'en-GB' : language.value;
  return {
    moment: new Intl.DateTimeFormat(locale, {
      ...{ weekday: 'short', day: 'numeric', month: 'short' },
      ...{ hour: '2-digit', minute: '2-digit' },
    }),
    distance: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  };
});

/** `Tue 24 Nov, 09:00`. */
export const dayAndTime = (at: number): string => formats.value.moment.format(at);

/** `Tue 24 Nov, 09:00 · in 2 days`. */
export const comesAt = (at: number, now: number): string => `${dayAndTime(at)} · ${distance(at, now)}`;

/** In days of the calendar from tomorrow on: at nine tomorrow is tomorrow, however late it is. */
function distance(at: number, now: number): string {
  const { distance } = formats.value;
  const days = Math.round((midnight(at) - midnight(now)) / (24 * HOUR_MS));
  if (days > 0) return distance.format(days, 'day');
  if (at - now < HOUR_MS) return distance.format(Math.max(1, Math.round((at - now) / MINUTE_MS)), 'minute');
  return distance.format(Math.round((at - now) / HOUR_MS), 'hour');
}

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);
