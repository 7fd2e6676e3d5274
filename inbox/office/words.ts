/** What the office says besides what everybody and the other late pages say. Only its pages call this `t`. */
import type floor from '@touchline/shared/locales/en/inbox-floor.json';
import type keeping from '@touchline/shared/locales/en/inbox-keeping.json';
import type people from '@touchline/shared/locales/en/inbox-people.json';
import type reports from '@touchline/shared/locales/en/inbox-reports.json';
import type settings from '@touchline/shared/locales/en/inbox-settings.json';
import type { PageWord } from '../page-words.ts';
import { type Forms, t as say } from '../words.ts';

type Key =
  | keyof typeof floor
  | keyof typeof keeping
  | keyof typeof people
  | keyof typeof reports
  | keyof typeof settings;
export type OfficeWord = PageWord | Forms<Key>;

export const t = say as (word: OfficeWord, values?: Record<string, string | number>) => string;
