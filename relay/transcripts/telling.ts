/** How a transcript speaks to its reader: words, days and times in their language and a time zone that it names. */
import { fileSize } from '@touchline/shared/file-size.ts';
import { baseLanguage } from '@touchline/shared/language-tags.ts';
import { LOCALES, type Locale } from '@touchline/shared/people.ts';
import { say, type Word } from '../platform/words.ts';

export type Telling = ReturnType<typeof tellingIn>;

/** Numbers as in the chat: amounts and odds are written in Latin digits everywhere. */
const DIGITS = '-u-nu-latn';

export function tellingIn(language: string, timeZone: string) {
  const locale = LOCALES.find((one) => one === baseLanguage(language)) ?? 'en';
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale + DIGITS, { ...options, timeZone });
  const [day, time, moment] = [
    format({ dateStyle: 'full' }),
    format({ timeStyle: 'short' }),
    format({ dateStyle: 'long', timeStyle: 'short' }),
  ];
  const offset = format({ timeZoneName: 'shortOffset' });
  const names = namesOf(locale);

  return {
    locale,
    direction: locale === 'ar' ? 'rtl' : 'ltr',
    say: (word: Word, values: Record<string, string> = {}) => say(locale, word, values),
    /** With its distance from UTC, which is another one in winter. */
    day: (at: number) => `${day.format(at)} (${offsetOf(offset, at)})`,
    time: (at: number) => time.format(at),
    moment: (at: number) => moment.format(at),
    zone: (at: number) => (timeZone === 'UTC' ? 'UTC' : `${timeZone} (${offsetOf(offset, at)})`),
    language: (tag: string) => names(tag),
    size: (bytes: number) => fileSize(bytes, locale),
  };
}

function offsetOf(formatter: Intl.DateTimeFormat, at: number): string {
  return formatter.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

function namesOf(locale: Locale): (tag: string) => string {
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  return (tag) => {
    try {
      return names.of(tag) ?? tag;
    } catch {
      return tag;
    }
  };
}
