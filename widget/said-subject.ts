/**
 * What a page says that a message may be about, read with care: an object, or a token signed by its server. Bad input is
 * the page's mistake: its developer is told what to do, and nothing is thrown. Whether a signature is good only the
 * relay can say.
 */
import { SUBJECT_KINDS, type Subject, type SubjectKind } from '@touchline/shared/conversation.ts';

/** `token`, good until `until` (ms), is sent in place of `about`. */
export type Choice = { about: Subject; token?: string; until?: number };

const ID_MAX = 100;
const TITLE_MAX = 200;
const URL_MAX = 500;
const TOKEN_MAX = 4_096;

/** `by`: the command that it was given to. */
export function readSubject(given: unknown, by: string): Choice | undefined {
  try {
    return typeof given === 'string' ? ofToken(given) : { about: subjectOf(given, false) };
  } catch (error) {
    console.error(`Touchline: ${by}: ${(error as Error).message}`);
    return undefined;
  }
}

function ofToken(token: string): Choice {
  const claims = token.length <= TOKEN_MAX && payloadOf(token);
  if (!claims)
    throw new Error('a text has to be a JWT signed by your server, of at most 4,096 characters; or give an object.');
  const { exp } = claims;
  if (typeof exp !== 'number') throw new Error('the token has no exp; let it run out within ten minutes.');
  return { about: subjectOf(claims, true), token, until: exp * 1000 };
}

function payloadOf(token: string): Record<string, unknown> | undefined {
  try {
    const bytes = atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (one) => one.charCodeAt(0))));
  } catch {
    return undefined;
  }
}

function subjectOf(given: unknown, signed: boolean): Subject {
  if (!given || typeof given !== 'object')
    throw new Error("give an object such as { type: 'bet', id: 'B-1', title: 'Final' }, or a token of your server's.");
  const { type, kind = type, id, title, url } = given as Record<string, unknown>;
  if (!SUBJECT_KINDS.some((known) => known === kind))
    throw new Error(`type is ${JSON.stringify(kind)}; it has to be one of ${SUBJECT_KINDS.join(', ')}.`);
  const about = {
    kind: kind as SubjectKind,
    id: lineOf('id', typeof id === 'number' ? `${id}` : id, ID_MAX),
    title: lineOf('title', title, TITLE_MAX),
    signed,
  };
  return url === undefined || url === null ? about : { ...about, url: addressOf(url) };
}

function lineOf(name: string, given: unknown, max: number): string {
  const text = typeof given === 'string' ? given.trim() : '';
  if (!text || text.length > max) throw new Error(`${name} has to be a text of 1 to ${max} characters.`);
  return text;
}

/** An address within the page's site may be given as links give it: `/bets/1`. */
function addressOf(url: unknown): string {
  let href = '';
  try {
    ({ href } = new URL(`${url}`, location.href));
  } catch {}
  if (!/^https?:/.test(href) || href.length > URL_MAX)
    throw new Error('url has to be an address that begins with http, of at most 500 characters.');
  return href;
}
