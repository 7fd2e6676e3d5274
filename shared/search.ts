/** What operators search for, and what is found. */
import { z } from 'zod';
import { deskRow } from './down.ts';
import { languageTag } from './people.ts';

export const SEARCH_MAX_CHARACTERS = 200;

/** In the body and not in the address, which proxies write down: people search for players' names. */
export const searchQuestion = z.strictObject({
  text: z.string().max(SEARCH_MAX_CHARACTERS),
  /** `next` of the page before. */
  before: z.string().max(100).optional(),
});
export type SearchQuestion = z.infer<typeof searchQuestion>;

/** Where the words stand: in what was written, in its translation, in the player's name or id, in the reference. */
export const SEARCH_MATCHES = ['original', 'translation', 'player', 'reference'] as const;

export const searchHit = z.strictObject({
  conversation: deskRow,
  match: z.enum(SEARCH_MATCHES),
  /** Of the message that was found; null where none was. */
  seq: z.int().min(1).nullable(),
  author: z.enum(['player', 'operator', 'system']).nullable(),
  /** When the message was written, or the conversation began. */
  at: z.int(),
  /** Of the snippet, where one can tell. */
  language: languageTag.nullable(),
  /** A piece of the text, and where in it the words stand: `[from, to)` in UTF-16 units. */
  snippet: z.strictObject({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) }),
});
export type SearchHit = z.infer<typeof searchHit>;
export type Snippet = SearchHit['snippet'];

/** One hit per conversation, newest first. `next` null: there is no more. */
export const searchPage = z.strictObject({ hits: z.array(searchHit), next: z.string().nullable() });
export type SearchPage = z.infer<typeof searchPage>;
