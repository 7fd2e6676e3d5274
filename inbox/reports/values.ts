/** Numbers and days as their reader's language writes them. What there is nothing to tell of is a dash, never a zero. */
import { computed } from '@preact/signals';
import type { ReportRow } from '@touchline/shared/reports.ts';
import type { Grouping } from '@touchline/shared/reports-metrics.ts';
import { t } from '../office/words.ts';
import { languageName } from '../when.ts';
import { language, tOr } from '../words.ts';
import { addDays, noonOf, type Range } from './days.ts';
import type { Unit } from './told.ts';

export const NOTHING = '–';
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;
/** From here on seconds are noise. */
const COARSE_S = 10 * MINUTE_S;

const formats = computed(() => {
  const locale = language.value === 'en' ? 'en-GB' : language.value;
  // American: British ones have a plural, `50 secs`, which is longer and says no more.
  const whole = (unit: string) => new Intl.NumberFormat(language.value, { style: 'unit', unit, unitDisplay: 'short' });
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  return {
    number: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    one: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    percent: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
    coarse: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }),
    seconds: whole('second'),
    minutes: whole('minute'),
    hours: whole('hour'),
    days: whole('day'),
    short: date({ day: 'numeric', month: 'short' }),
    day: date({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    month: date({ month: 'long', year: 'numeric' }),
    shortMonth: date({ month: 'short', year: '2-digit' }),
    weekday: date({ weekday: 'long' }),
    shortWeekday: date({ weekday: 'short' }),
  };
});

export function written(value: number | null, unit: Unit): string {
  if (value === null) return NOTHING;
  const { number, one, percent } = formats.value;
  switch (unit) {
    case 'count':
      return number.format(value);
    case 'share':
      return percent.format(value);
    case 'ms':
      return lasting(value);
    case 'mark':
    case 'many':
      return one.format(value);
  }
}

/** For the marks of an axis and the cells of a small table. */
export function writtenShort(value: number, unit: Unit): string {
  const { seconds, minutes, hours, days, coarse } = formats.value;
  if (unit === 'share') return coarse.format(value);
  if (unit !== 'ms') return numberOrTenth(value);
  const s = value / 1000;
  if (s < MINUTE_S) return seconds.format(Math.round(s));
  if (s < HOUR_S) return minutes.format(tenth(s / MINUTE_S));
  return s < 2 * DAY_S ? hours.format(tenth(s / HOUR_S)) : days.format(tenth(s / DAY_S));
}

const SCALES = [
  { unit: 'second', ms: 1000, upTo: 100 },
  { unit: 'minute', ms: 60_000, upTo: 100 },
  { unit: 'hour', ms: 3_600_000, upTo: 72 },
  { unit: 'day', ms: 86_400_000, upTo: Number.POSITIVE_INFINITY },
] as const;

/** Durations of a whole table in the one unit that suits the longest, so that a cell needs no more than a number. */
export function scaleOf(unit: Unit, high: number) {
  if (unit === 'mark' || unit === 'many') return { unit: null, write: tenthOf };
  if (unit !== 'ms') return { unit: null, write: (value: number) => writtenShort(value, unit) };
  const scale = SCALES.find(({ ms, upTo }) => high / ms <= upTo) ?? SCALES[3];
  return { unit: scale.unit, write: (value: number) => numberOrTenth(tenth(value / scale.ms)) };
}

const numberOrTenth = (value: number): string =>
  Number.isInteger(value) ? formats.value.number.format(value) : formats.value.one.format(value);
const tenth = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));

/** `42 s`, `1 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
function lasting(ms: number): string {
  const { seconds, minutes, hours, days } = formats.value;
  const s = Math.round(ms / 1000);
  if (s < 1) return `< ${seconds.format(1)}`;
  const two = (whole: Intl.NumberFormat, unit: number, rest: Intl.NumberFormat, part: number) => {
    const parts = Math.round(s / part);
    const per = unit / part;
    const [first, second] = [Math.floor(parts / per), parts % per];
    return second > 0 ? `${whole.format(first)} ${rest.format(second)}` : whole.format(first);
  };
  if (s < MINUTE_S) return seconds.format(s);
  if (s < COARSE_S) return two(minutes, MINUTE_S, seconds, 1);
  if (Math.round(s / MINUTE_S) < 60) return minutes.format(Math.round(s / MINUTE_S));
  return s < DAY_S ? two(hours, HOUR_S, minutes, MINUTE_S) : two(days, DAY_S, hours, HOUR_S);
}

export const percentOf = (share: number): string => formats.value.coarse.format(share);
export const numberOf = (value: number): string => formats.value.number.format(value);
export const tenthOf = (value: number): string => formats.value.one.format(value);

export const dayOf = (day: string): string => formats.value.day.format(noonOf(day));
export const rangeText = ({ from, to }: Range): string =>
  from === to ? dayOf(from) : formats.value.day.formatRange(noonOf(from), noonOf(to));

/** 1 is Monday. */
export function weekdayOf(iso: number, short = false): string {
  const { weekday, shortWeekday } = formats.value;
  return (short ? shortWeekday : weekday).format(noonOf(`2026-06-0${iso}`));
}
export function hourOf(hour: number, short = false): string {
  const digits = String(hour).padStart(2, '0');
  return short ? digits : `${digits}:00`;
}

/** A row of a table, in words. */
export function rowName(by: Grouping, { key, name }: Pick<ReportRow, 'key' | 'name'>): string {
  switch (by) {
    case 'none':
      return t('reports.total');
    case 'day':
      return dayOf(key);
    case 'week':
      return rangeText({ from: key, to: addDays(key, 6) });
    case 'month':
      return formats.value.month.format(noonOf(`${key}-01`));
    case 'hour-of-week':
      return `${weekdayOf(Number(key[0]))} ${hourOf(Number(key.slice(2)))}`;
    case 'site':
      return name ?? t('reports.gone');
    case 'operator':
      return key ? (name ?? t('reports.gone')) : t('reports.nobody');
    case 'topic':
      return key ? tOr(`topic.${key}`, key) : t('reports.noTopic');
    case 'language':
      return key ? languageName(key) : NOTHING;
    case 'handled-by':
      return tOr(`reports.handled.${key}`, key);
  }
}

/** Where there is little room. */
export function shortName(by: Grouping, key: string): string {
  const { short, shortMonth } = formats.value;
  return by === 'month' ? shortMonth.format(noonOf(`${key}-01`)) : short.format(noonOf(key));
}
