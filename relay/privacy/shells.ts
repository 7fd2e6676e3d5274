/**
 * What stays of a conversation that was erased: its shell. Numbers are made from the log alone, so the log keeps that
 * something happened, when, from which side and by which operator; of what was said, shown, noted or named it keeps
 * nothing. A shell has an id of its own, no player, no client ids, and belongs to the site's "nobody".
 */
import type { Happening } from '@touchline/shared/conversation.ts';

/** Fields of an event's columns that stay, by its kind. Whatever is not named goes, kinds of newer releases whole. */
type Kept = { data?: readonly string[]; private?: readonly string[]; internal?: readonly string[]; put?: object };

export const KEPT_OF_EVENTS: Record<Happening['type'], Kept> = {
  started: { data: ['topic', 'language'] },
  message: { data: ['language'], put: { text: '' } },
  translated: { data: ['of', 'reader', 'language', 'provider', 'problem'], put: { text: null } },
  adjusted: { data: ['changes'] },
  assigned: { data: ['operator'] },
  released: { data: ['reason'] },
  // Of its marks; the comment goes.
  rated: { data: ['rating'] },
  transferred: { data: ['topic'], private: ['to'], internal: ['team'] },
  parked: {},
  resolved: { private: ['as'] },
  reopened: {},
  read: { data: ['side', 'upTo'] },
  note: {},
  whisper: {},
  tagged: {},
  prioritised: { internal: ['priority'] },
  snoozed: { internal: ['until'] },
  woken: {},
};

/** As SQL takes it. */
export const KEPT_JSON = JSON.stringify(KEPT_OF_EVENTS);
