import az from './words/az.json' with { type: 'json' };
import be from './words/be.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import pl from './words/pl.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import vi from './words/vi.json' with { type: 'json' };

export type WordKey = keyof typeof en;
export type Language = keyof typeof languages;

/** Each language with its own name for itself and the time zone its readers expect. */
export const languages = {
  en: { name: 'English', zone: 'Europe/London', tag: 'en-GB', words: en },
  be: { name: 'Беларуская', zone: 'Europe/Minsk', tag: 'be', words: be },
  ru: { name: 'Русский', zone: 'Europe/Minsk', tag: 'ru', words: ru },
  az: { name: 'Azərbaycanca', zone: 'Asia/Baku', tag: 'az', words: az },
  vi: { name: 'Tiếng Việt', zone: 'Asia/Ho_Chi_Minh', tag: 'vi', words: vi },
  pl: { name: 'Polski', zone: 'Europe/Warsaw', tag: 'pl', words: pl },
} satisfies Record<string, { name: string; zone: string; tag: string; words: Record<WordKey, string> }>;

export const languageCodes = Object.keys(languages) as Language[];

export function isLanguage(text: string | null | undefined): text is Language {
  return languageCodes.some((code) => code === text);
}

/** The first language of the visitor that we speak. `header` is an Accept-Language header, usually already in order. */
export function preferredLanguage(header = ''): Language {
  const wanted = header.split(',').map((each) => each.trim().slice(0, 2).toLowerCase());
  return wanted.find(isLanguage) ?? 'en';
}

export type Words = ReturnType<typeof wordsIn>;

/** Words, amounts and times of one language. Dates are made here because not every browser knows Belarusian. */
export function wordsIn(language: Language) {
  const { words, zone, tag } = languages[language];
  const euro = { style: 'currency', currency: 'EUR', useGrouping: 'always' } as const;
  const currency = new Intl.NumberFormat(tag, euro);
  const signed = new Intl.NumberFormat(tag, { ...euro, signDisplay: 'exceptZero' });
  const date = new Intl.DateTimeFormat(tag, { timeZone: zone, day: 'numeric', month: 'short' });
  const weekday = new Intl.DateTimeFormat(tag, { timeZone: zone, weekday: 'short' });
  const clock = new Intl.DateTimeFormat(tag, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return {
    language,
    word: (key: WordKey, values: Record<string, string> = {}) =>
      words[key].replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ''),
    money: (cents: number) => currency.format(cents / 100),
    /** A change of the balance, with its sign. */
    change: (cents: number) => signed.format(cents / 100).replace('-', '−'),
    day: (at: Date) => `${weekday.format(at)} ${date.format(at)}`,
    time: (at: Date) => clock.format(at),
    moment: (at: Date) => `${date.format(at)}, ${clock.format(at)}`,
    nameOf: (other: Language) => languages[other].name,
    /** How the bet slip writes an amount: the pattern with `{n}` in place of the digits, and the two separators. */
    moneyStyle: () => {
      const parts = currency.formatToParts(1_234_567.89);
      const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
      const digits = parts.map((part) => (/currency|literal/.test(part.type) ? part.value : '\n')).join('');
      return { pattern: digits.replace(/\n+/, '{n}'), group: sign('group'), decimal: sign('decimal') };
    },
  };
}
