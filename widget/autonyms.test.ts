import { LOCALES } from '@touchline/shared/people.ts';
import { describe, expect, it } from 'vitest';
import { AUTONYMS } from './autonyms.ts';
import { choices } from './choices.ts';

describe('the languages of a chat', () => {
  it('are called what those who speak them call them', () => {
    for (const locale of LOCALES) {
      const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? '';
      // “azərbaycan” names the people as well; the language is “azərbaycanca”.
      const known = locale === 'az' ? `${name}ca` : name;
      expect(AUTONYMS[locale].toLocaleLowerCase(locale)).toBe(known.toLocaleLowerCase(locale));
    }
  });

  it('are those of the site that there are words in, and the one shown, whether of the site or not', () => {
    expect(choices(['ru', 'pt-BR', 'tlh', 'be'], 'be')).toEqual(['be', 'ru', 'pt']);
    expect(choices(['ru'], 'pl')).toEqual(['ru', 'pl']);
    expect(choices(['ru'], 'ru')).toEqual(['ru']);
  });
});
