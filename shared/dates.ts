/**
 * Times and days for the eye, in the device's time zone.
 *
 * Chromium formats Belarusian as English and Azerbaijani as `2026 M11 21`, and claims to support both; so these two have
 * tables here (from CLDR, by way of Node's ICU, against which a test holds them). All other languages are the browser's,
 * with Latin digits: an Arabic player's amounts, odds and ids are written in them, and one chat has one kind of digit.
 */
type Table = { months: string; year: string };

const TABLES: Record<string, Table> = {
  be: {
    months: 'студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня',
    year: ' г.',
  },
  az: { months: 'yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr', year: '' },
};

/** `14:05`, or `2:05 PM` where people write so. */
export function formatTime(at: number, locale: string): string {
  const date = new Date(at);
  return tableOf(locale) ? `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}` : format(locale, TIME, date);
}

/** Today or yesterday in words (`day.today`, `day.yesterday`), else `21 November`, with the year unless it is this one. */
export function formatDay(at: number, locale: string, now: number, t: (key: string) => string): string {
  const day = new Date(at);
  const today = new Date(now);
  if (sameDay(day, today)) return t('day.today');
  // By the calendar: the day on which clocks change is not 24 hours long.
  today.setDate(today.getDate() - 1);
  if (sameDay(day, today)) return t('day.yesterday');
  return formatDate(day, locale, day.getFullYear() !== new Date(now).getFullYear());
}

function formatDate(date: Date, locale: string, withYear: boolean): string {
  const table = tableOf(locale);
  if (!table) return format(locale, withYear ? DATE : DAY, date);
  const year = withYear ? ` ${date.getFullYear()}${table.year}` : '';
  return `${date.getDate()} ${table.months.split(' ')[date.getMonth()]}${year}`;
}

const TIME = { timeStyle: 'short' } as const;
const DAY = { day: 'numeric', month: 'long' } as const;
const DATE = { ...DAY, year: 'numeric' } as const;

/** Making a formatter takes a hundred times as long as using one. */
const formatters = new Map<object, { locale: string; formatter: Intl.DateTimeFormat }>();

function format(locale: string, options: Intl.DateTimeFormatOptions, date: Date): string {
  let known = formatters.get(options);
  if (known?.locale !== locale) {
    known = { locale, formatter: new Intl.DateTimeFormat(`${locale}-u-nu-latn`, options) };
    formatters.set(options, known);
  }
  return known.formatter.format(date);
}

function tableOf(locale: string): Table | undefined {
  return TABLES[locale.slice(0, 2)];
}

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}

function twoDigits(value: number): string {
  return `${value}`.padStart(2, '0');
}
