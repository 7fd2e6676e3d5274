import { baseLanguage } from '@touchline/shared/language-tags.ts';

const RIGHT_TO_LEFT = ['ar', 'he', 'fa', 'ur', 'ckb', 'ps', 'yi', 'dv', 'sd', 'ug'];

/** In which direction a text of this language is written, before there is any text. */
export const textDirection = (language: string): 'rtl' | 'ltr' =>
  RIGHT_TO_LEFT.includes(baseLanguage(language)) ? 'rtl' : 'ltr';
