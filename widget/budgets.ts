/** What a player may be made to fetch: bytes as gzip makes them, a kilobyte being a thousand. */

/** On every page of the site. */
export const LAUNCHER_MAX_BYTES = 1_500;
/** To hear of an answer, on a page where nobody opens the chat. */
export const CLIENT_MAX_BYTES = 6_000;
/** Until somebody can write: client, panel, and what the relay says at the start. */
export const PANEL_MAX_BYTES = 18_000;
/** All that comes to whoever opens the chat, on a phone too, writes and is answered, and asks for nothing else. */
export const CHATTING_MAX_BYTES = 29_500;
/** Words of what is not there at first, in one language. */
export const MORE_WORDS_MAX_BYTES = 2_200;
/** Fetched with the first thing that needs it, each on its own. */
export const PART_MAX_BYTES: Record<string, number> = {
  blocked: 1_000,
  details: 1_700,
  enclosing: 700,
  failed: 700,
  'files-chips': 1_650,
  'files-chosen': 2_450,
  'files-sent': 3_200,
  home: 1_300,
  languages: 1_200,
  latest: 600,
  limit: 400,
  'message-pieces': 1_150,
  phone: 650,
  rating: 2_500,
  redact: 1_700,
  replying: 1_100,
  'subject-picker': 2_750,
  translated: 1_050,
  waiting: 2_050,
};
