/**
 * Chromium formats no Belarusian, Azerbaijani only in name, and knows the plurals of neither. What the widget writes in
 * a real browser is what Node writes, whose data are whole, in all twelve languages.
 */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { formatDay, formatTime } from '@touchline/shared/dates.ts';
import { LOCALES } from '@touchline/shared/people.ts';
import { words } from '@touchline/shared/words.ts';
import { dayInSentence } from '@touchline/widget/expected-day.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR_MS = 3_600_000;
/** Every month, every hour, this year and the one before; and the coming week. */
const TIMES = Array.from({ length: 60 }, (_, i) => NOW - i * 175 * HOUR_MS);
const DAYS = Array.from({ length: 8 }, (_, i) => NOW + i * 24 * HOUR_MS);
const COUNTS = [...Array.from({ length: 127 }, (_, i) => i), 1_000, 1_000_000, 0.5, 1.5];
const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];
const GIVEN = { NOW, TIMES, DAYS, COUNTS, FORMS, LOCALES: [...LOCALES] };

type Module = { formatDay: typeof formatDay; formatTime: typeof formatTime };
type Modules = Module & { words: typeof words; dayInSentence: typeof dayInSentence };

/** Runs here and there: takes nothing from around it. */
function all({ formatDay, formatTime, words, dayInSentence }: Modules, given: typeof GIVEN) {
  const { NOW, TIMES, DAYS, COUNTS, FORMS, LOCALES } = given;
  return LOCALES.map((locale) => {
    const t = words(Object.fromEntries(FORMS.map((form) => [`n_${form}`, form])), locale);
    return {
      locale,
      times: TIMES.map((at) => formatTime(at, locale)),
      dates: TIMES.map((at) => formatDay(at, locale, NOW, (key) => key)),
      days: DAYS.map((at) => dayInSentence(at, locale, NOW)),
      plurals: COUNTS.map((count) => t('n', { count })),
    };
  });
}

const browser = await launchChromium();
const sources = ['../../shared/dates.ts', '../../shared/words.ts', '../../widget/expected-day.ts'].map((path) => {
  const source = stripTypeScriptTypes(readFileSync(new URL(path, import.meta.url), 'utf8'));
  return `data:text/javascript,${encodeURIComponent(source)}`;
});
let there: ReturnType<typeof all>;
let bare: { date: string; plural: string };

beforeAll(async () => {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const page = await (await browser.newContext({ locale: 'en', timezoneId: timeZone })).newPage();
  // As text, because what is compiled for the test imports by means that the page has not.
  there = await page.evaluate(`Promise.all(${JSON.stringify(sources)}.map((source) => import(source)))
    .then((modules) => (${all})(Object.assign({}, ...modules), ${JSON.stringify(GIVEN)}))`);
  bare = await page.evaluate((at) => {
    const date = new Intl.DateTimeFormat('be', { day: 'numeric', month: 'long' }).format(at);
    return { date, plural: new Intl.PluralRules('be').select(3) };
  }, NOW);
});

describe.each(LOCALES)('in %s', (locale) => {
  it('the browser writes times, dates, days and plurals as they are', () => {
    const here = all({ formatDay, formatTime, words, dayInSentence }, { ...GIVEN, LOCALES: [locale] });
    expect(there.filter((one) => one.locale === locale)).toEqual(here);
  });
});

it('all digits are Latin', () => {
  for (const { times, dates } of there) expect([...times, ...dates].join()).not.toMatch(/[^\P{Nd}0-9]/u);
});

it('positive control: left to itself the browser has no Belarusian', () => {
  expect(bare).not.toEqual({
    date: new Intl.DateTimeFormat('be', { day: 'numeric', month: 'long' }).format(NOW),
    plural: new Intl.PluralRules('be').select(3),
  });
});
