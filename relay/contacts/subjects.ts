/**
 * What on the site a message is about: a bet, a withdrawal.
 *
 * The site's server says it with a token (site-token.ts): then it is `signed`, and operators may believe it. A token that
 * names a player, by `sub`, is good for that player only. What merely the page says is kept as well, marked as such, and
 * leads operators nowhere but to the site's own pages, without query and fragment. Throws `bad-request` with a sentence for the site's developer.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import { SUBJECT_KINDS, type Subject } from '@touchline/shared/conversation.ts';
import { redact } from '@touchline/shared/redact.ts';
import { z } from 'zod';
import { Refusal } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { storable } from './attributes.ts';
import { type SigningSite, verifySiteToken } from './site-token.ts';

type Said = Omit<Subject, 'signed'> & { signed: false };
type Site = SigningSite & { origins: readonly string[] };
type Speaker = { kind: string; contact?: { externalId: string | null } };

/** As pages write it, `type`, or as we call it, `kind`. */
const claims = z.object({
  kind: z.enum(SUBJECT_KINDS),
  // Sites number their bets.
  id: z.preprocess((id) => (Number.isSafeInteger(id) ? `${id}` : id), line(100)),
  title: line(200),
  url: z.string().max(500).optional(),
  sub: z.string().optional(),
});

export function createSubjects(deps: {
  siteById(id: string): Promise<Site | null>;
  /** Whether an origin is one of the site's own. */
  isOwnOrigin(origin: string, origins: readonly string[]): boolean;
  clock: Clock;
  log: Pick<Log, 'info'>;
}) {
  const { siteById, isOwnOrigin, clock, log } = deps;

  async function signed(token: string, site: Site, externalId: string | null): Promise<Subject> {
    const payload = await verifySiteToken(token, site, clock);
    const { sub, url, ...subject } = claims.parse({ kind: payload.type, ...payload });
    if (sub !== undefined && sub !== externalId) throw new Error('sub is not the player who writes');
    const address = webAddress(url);
    if (url !== undefined && !address) throw new Error('url is not an address that begins with http');
    return { ...subject, ...(address && { url: address.href }), signed: true };
  }

  function unsigned({ url, ...said }: Said, { origins }: Site): Subject {
    const { kind, id, title } = claims.parse(said);
    const address = webAddress(url);
    const isOwn = address && isOwnOrigin(address.origin, origins);
    // Like the pages that players are on: what a query holds, a session's token for one, is nobody's to read.
    return { kind, id, title, ...(isOwn && { url: `${address.origin}${address.pathname}` }), signed: false };
  }

  return async ({ siteId }: { siteId: string }, { contact }: Speaker, about: Said | string): Promise<Subject> => {
    const site = await siteById(siteId);
    if (!site) throw new Refusal('not-found', 'The site is gone.');
    try {
      return typeof about === 'string' ? await signed(about, site, contact?.externalId ?? null) : unsigned(about, site);
    } catch (error) {
      const reason = reasonOf(error);
      log.info({ site: site.key, reason }, 'a subject was refused');
      throw new Refusal('bad-request', `What the message is about was refused: ${reason}.`);
    }
  };
}

/** On one line, and without the digits of a card. */
function line(max: number) {
  return storable
    .transform((text) => redact(text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()))
    .pipe(z.string().min(1).max(max));
}

function webAddress(url: string | undefined): URL | null {
  const address = url === undefined ? null : URL.parse(url);
  return address && /^https?:$/.test(address.protocol) && !address.username && !address.password ? address : null;
}

/** Neither the token nor what it says. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return `${issue?.path.join('.')} ${issue?.message}`;
  }
  return (error as Error).message;
}
