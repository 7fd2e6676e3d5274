/** Amounts, countries and kinds of device as the operator's language writes them. */
import { language } from '../words.ts';

const locale = () => (language.value === 'en' ? 'en-GB' : language.value);

/** The digits are the site's own, exactly; a currency that is none of ISO's is written behind them. */
export function money(amount: string, currency: string | null): string {
  // As text it keeps every digit; TypeScript knows of numbers only.
  const exact = amount as unknown as number;
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 8 };
  try {
    if (currency) return new Intl.NumberFormat(locale(), { style: 'currency', currency, ...digits }).format(exact);
  } catch {
    // Not of three letters.
  }
  return [new Intl.NumberFormat(locale(), digits).format(exact), currency].filter(Boolean).join('\u00a0');
}

export function countryName(code: string): string {
  return new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code;
}

export function day(at: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(at);
}
