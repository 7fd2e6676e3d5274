import { createHash } from 'node:crypto';
import type { SpokenLanguages } from '@touchline/shared/people.ts';

export type Operator = {
  id: string;
  name: string;
  email: string;
  isAdministrator: boolean;
  languages: SpokenLanguages;
};
export const OPERATOR_COLUMNS = `o.id, o.name, o.email, o.languages,
  exists (select 1 from administrators a where a.operator_id = o.id) as "isAdministrator"`;

/** Tokens of sessions and links are stored hashed: whoever reads the table can sign in as nobody. */
export const hashed = (token: string) => createHash('sha256').update(token).digest();
