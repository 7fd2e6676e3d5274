/** What has been written here and is not in the log yet, as lines of its thread. Pure. */
import type { FileRef } from '@touchline/shared/conversation.ts';
import type { MessageLine, MessageState, NoteLine } from './line-types.ts';

export type Unsent = {
  clientId: string;
  text: string;
  at: number;
  state: string;
  error?: string | null | undefined;
  files?: readonly FileRef[] | undefined;
  replyTo?: number | undefined;
  corrects?: number | undefined;
};

export function unsentLine(pending: Unsent, first: boolean): MessageLine {
  return {
    kind: 'message',
    key: pending.clientId,
    seq: null,
    at: pending.at,
    text: pending.text,
    files: pending.files ?? null,
    about: null,
    language: null,
    side: 'own',
    name: null,
    state: stateOf(pending.state, ['waiting', 'failed', 'sent']),
    delivered: false,
    error: pending.error ?? null,
    first,
    marked: false,
    lastSeen: false,
    corrects: pending.corrects ?? null,
    corrected: false,
    rendering: 'original',
    translated: null,
    awaitedSince: null,
    quoteOf: null,
    quoteText: null,
    quoteName: null,
  };
}

export function unsentNote({ clientId, at, text, state, error }: Unsent): NoteLine {
  return {
    kind: 'note',
    key: clientId,
    seq: null,
    at,
    text,
    own: true,
    name: null,
    state: stateOf(state, ['failed', 'sent']),
    error: error ?? null,
  };
}

function stateOf<State extends MessageState>(state: string, known: readonly State[]): State | 'sending' {
  return known.find((one) => one === state) ?? 'sending';
}
