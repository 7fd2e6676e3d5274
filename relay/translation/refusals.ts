/**
 * Answers that could not be shown, remembered for a while: a text is tried again because another provider was not
 * there, and whoever has answered it wrongly would be paid for saying the same. Each relay has its own.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '@touchline/shared/clock.ts';

type Asked = { provider: string; source: string; target: string; sent: string };
/** Why: something in it was not the same, or it was in another language than was asked for. */
type Refusal = 'altered' | 'untranslated';

/** About as long as a job is tried again; an engine that somebody mends has its chance after it. */
const REMEMBERED_MS = 3_600_000;
/** Some hundred bytes each; more than this and the oldest go. */
const MAX_REFUSALS = 10_000;

export function createRefusals(clock: Clock) {
  const until = new Map<string, { ms: number; refusal: Refusal }>();

  return {
    known(asked: Asked): Refusal | null {
      const entry = until.get(keyOf(asked));
      return entry && entry.ms > clock.now() ? entry.refusal : null;
    },

    add(asked: Asked, refusal: Refusal): void {
      const key = keyOf(asked);
      until.delete(key);
      until.set(key, { ms: clock.now() + REMEMBERED_MS, refusal });
      if (until.size > MAX_REFUSALS) until.delete(until.keys().next().value as string);
    },
  };
}

function keyOf({ provider, source, target, sent }: Asked): string {
  return createHash('sha256').update([provider, source, target, sent].join('\n')).digest('base64');
}
