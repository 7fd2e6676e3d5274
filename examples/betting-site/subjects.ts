import { SignJWT } from 'jose';
import type { SigningKey } from './identity.ts';
import type { Activity, Player } from './players.ts';
import type { Words } from './words.ts';

/** What a player may write to the chat about, in the chat's words. */
export type Subject = { type: 'bet' | 'withdrawal' | 'deposit'; id: string; title: string; url: string };

/** Like the identity's: the chat asks for fresh ones. */
const TOKEN_TTL_S = 300;
const TYPES = { bet: 'bet', win: 'bet', withdrawal: 'withdrawal', deposit: 'deposit' } as const;

/** Newest first; a bet that was won is one subject. */
export function subjectsOf(player: Player, words: Words): Subject[] {
  const known = new Map<string, Subject>();
  for (const activity of player.activity) {
    const { kind, id } = activity;
    const url = `/${words.language}/account#${id}`;
    known.set(id, { type: TYPES[kind], id, title: titleOf(activity, words), url });
  }
  return [...known.values()];
}

/**
 * Makes it something that operators may believe: signed here, on the site's own server, with the key of the identity, and
 * for this player alone. Unsigned, the chat takes it too, and shows operators that only the page says so.
 */
export function signSubject(
  subject: Subject,
  player: Player,
  key: SigningKey,
  origin: string,
  now: Date,
): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({ ...subject, url: `${origin}${subject.url}` })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.keyId })
    .setSubject(player.id)
    .setIssuer(key.site)
    .setAudience('touchline')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_TTL_S)
    .sign(new TextEncoder().encode(key.secret));
}

function titleOf({ kind, id, amount }: Activity, words: Words): string {
  const named = words.word(kind === 'win' ? 'activity.bet' : `activity.${kind}`, { id });
  return `${named} · ${words.money(Math.abs(amount))}`;
}
