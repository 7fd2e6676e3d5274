/**
 * What a message is about, as it is sent: the token of the site's server while that is good, else what the token said,
 * unsigned. Nothing of it may cost the message: when the relay refuses it, the message goes without.
 */
import type { Pending } from '@touchline/shared/client/outbox.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { PlayerPost } from '@touchline/shared/up.ts';

/** A token that is about to run out would not arrive in time. */
const MARGIN_MS = 5_000;

export function createSentSubjects(options: { now(): number; items(): readonly Pending[] }) {
  const { now, items } = options;
  const refused = new Set<string>();

  return {
    of({ clientId, about, aboutToken, aboutUntil = 0 }: Pending): Pick<PlayerPost, 'about'> {
      if (!about || refused.has(clientId)) return {};
      return { about: aboutToken && now() < aboutUntil - MARGIN_MS ? aboutToken : { ...about, signed: false } };
    },

    /** Whether a refusal may be the subject's fault; then the message is to be sent once more. */
    isToBlame({ kind, clientId = '', message }: PlayerDown & { type: 'error' }): boolean {
      const isAbout = items().some((item) => item.clientId === clientId && item.about);
      if (kind !== 'bad-request' || !isAbout || refused.has(clientId)) return false;
      refused.add(clientId);
      console.error(`Touchline: ${message}`);
      return true;
    },
  };
}
