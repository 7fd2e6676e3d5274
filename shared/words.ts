/**
 * The widget's reader of i18next JSON (format 4, flat dotted keys), because i18next weighs more than the widget.
 *
 * Promises: the same text as i18next for every key of our locale files, which a test compares with i18next itself.
 * Reads `{{name}}` and plural forms by `count`. Deliberately reads nothing else: no `$t(`, formats, contexts, ordinals
 * or a `_zero` that the language has not, and escapes nothing, for text reaches the page only as text.
 */
export type Values = Record<string, string | number>;
/** A missing key is its own text; a value that is not given leaves its placeholder. */
export type Translate = (key: string, values?: Values) => string;

/**
 * Chromium ships no plural rules of these and answers with the rules of whatever language the browser speaks.
 * For whole numbers, and for the fractions JavaScript can hold, they are the rules of languages it has.
 */
const SAME_RULES: Record<string, string> = { be: 'ru', az: 'en' };

export function words(table: Record<string, string>, locale: string): Translate {
  let rules: Intl.PluralRules | undefined;

  return (key, values = {}) => {
    let text = table[key];
    if (typeof values.count === 'number') {
      rules ??= new Intl.PluralRules(SAME_RULES[locale.split('-')[0] ?? ''] ?? locale);
      text = table[`${key}_${rules.select(values.count)}`] ?? text ?? table[`${key}_other`];
    }
    return (text ?? key).replace(/{{(.+?)}}/g, (placeholder, name: string) => `${values[name.trim()] ?? placeholder}`);
  };
}
