/**
 * What both ends of a socket agree on besides the frames: version, ids, limits, close codes, kinds of error.
 * Imports nothing but numbers, so that the widget's bundle can.
 */
import * as CLOSE from './close-codes.ts';

/** Raised when an older client could misread a newer relay. A relay serves this version only, until there is a second. */
export const PROTOCOL_VERSION = 1;

/** A message is at most this long (graphemes as the reader counts them, bytes as UTF-8). */
export const MESSAGE_MAX_GRAPHEMES = 2_000;
export const MESSAGE_MAX_BYTES = 8 * 1024;
/** The newest whole events that fit here are the first answer to an `open`, whatever the history. */
export const FIRST_FRAME_MAX_BYTES = 16 * 1024;
export const FILES_PER_MESSAGE = 10;
export const FILE_MAX_BYTES = 10 * 1024 * 1024;
export const FILE_NAME_MAX_CHARACTERS = 200;
/** What an operator is called by the players of one site. */
export const ALIAS_MAX_CHARACTERS = 60;
/** What may be sent, as browsers call it. What counts is the content: relay/files. */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'application/pdf'] as const;
/** One frame from a client. `ws` closes a larger one with 1009 before we read it. */
export const FRAME_MAX_BYTES = 64 * 1024;

/** Browsers hide WebSocket pings, so the client sends frames: it speaks at least this often … */
export const PING_EVERY_MS = 20_000;
/** … takes the line for dead when nothing came back for this long … */
export const SILENCE_MAX_MS = 28_000;
/** … and the relay reaps a socket that has been silent for this long. */
export const REAP_AFTER_MS = 50_000;

/** Where no WebSocket passes: how long a poll without news is kept, shorter than any proxy's patience … */
export const POLL_WAIT_MS = 25_000;
/** … and how many frames one may bring, the hello among them. */
export const POLL_MAX_FRAMES = 50;

/** Reasons for a socket's end. A client reconnects after every one that its table entry does not forbid. */
export * as CLOSE from './close-codes.ts';

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** Codes after which trying again as before cannot succeed; the reconnecting client stops there. */
export const FINAL_CLOSE_CODES: readonly number[] = [
  CLOSE.badFrame,
  CLOSE.signedOut,
  CLOSE.forbidden,
  CLOSE.unknownSite,
  CLOSE.unsupportedVersion,
];

type ErrorRule = {
  /** HTTP status of the same error on a route. */
  status: number;
  /** Close code, where the error ends the session. */
  closeCode: CloseCode | null;
  /** Whether the same request, unchanged, may succeed later. */
  retryable: boolean;
};

/** Every error the relay names. Nobody matches message strings: what to do next is read from here. */
export const ERRORS = {
  'bad-frame': { status: 400, closeCode: CLOSE.badFrame, retryable: false },
  'bad-request': { status: 400, closeCode: null, retryable: false },
  'empty-text': { status: 400, closeCode: null, retryable: false },
  'text-too-long': { status: 413, closeCode: null, retryable: false },
  'file-too-large': { status: 413, closeCode: null, retryable: false },
  /** Not among the types that may be sent, not what its name says, or broken. */
  'file-refused': { status: 415, closeCode: null, retryable: false },
  /** The player may not write here now. */
  blocked: { status: 403, closeCode: null, retryable: false },
  /** No, expired or revoked proof of who is speaking. A client that can fetch a fresh one does so once. */
  unauthenticated: { status: 401, closeCode: CLOSE.signedOut, retryable: false },
  'origin-not-allowed': { status: 403, closeCode: CLOSE.forbidden, retryable: false },
  forbidden: { status: 403, closeCode: null, retryable: false },
  'unknown-site': { status: 404, closeCode: CLOSE.unknownSite, retryable: false },
  /** Not there and not yours are the same answer. */
  'not-found': { status: 404, closeCode: null, retryable: false },
  /** Somebody was first: the client id is taken by another author, the conversation by another operator. */
  conflict: { status: 409, closeCode: null, retryable: false },
  /** A reply written without having seen the newest message (contract A10): look, then send again. */
  behind: { status: 409, closeCode: null, retryable: false },
  'unsupported-version': { status: 426, closeCode: CLOSE.unsupportedVersion, retryable: false },
  'too-fast': { status: 429, closeCode: null, retryable: true },
  internal: { status: 500, closeCode: null, retryable: true },
  unavailable: { status: 503, closeCode: null, retryable: true },
} as const satisfies Record<string, ErrorRule>;

export type ErrorKind = keyof typeof ERRORS;

/** Those that the table calls retryable, for the widget's bundle, which needs no more of it. A test holds them together. */
export const RETRYABLE_KINDS: readonly string[] = ['too-fast', 'internal', 'unavailable'] satisfies ErrorKind[];

/** UUIDs in lower case, any version: what `newId` makes and the schemas accept. */
export const ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUIDv7: sorts by time, so that rows with neighbouring ids stand together. A key, never a capability. */
export function newId(nowMs: number): string {
  const view = new DataView(crypto.getRandomValues(new Uint8Array(16)).buffer);
  view.setUint16(0, Math.floor(nowMs / 2 ** 32));
  view.setUint32(2, nowMs % 2 ** 32);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  let text = '';
  for (let i = 0; i < 16; i += 2) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += (view.getUint16(i) + 0x10000).toString(16).slice(1);
  }
  return text;
}

/** An anonymous player's proof of being the same player: 192 random bits, base64url, 32 characters. */
export const TOKEN_PATTERN = /^[A-Za-z0-9_-]{32}$/;

export function newToken(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  let token = '';
  for (const byte of bytes) token += alphabet.charAt(byte & 63);
  return token;
}
