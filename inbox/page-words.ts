/**
 * What the late pages, and the desk's late parts, say besides what everybody says. Only they call this `t`: with that of
 * words.ts the desk cannot name a word that its browser has not loaded.
 */
import type pages from '@touchline/shared/locales/en/inbox-pages.json';
import { type Forms, t as say, type Word } from './words.ts';

export type PageWord = Word | Forms<keyof typeof pages>;

export const t = say as (word: PageWord, values?: Record<string, string | number>) => string;
