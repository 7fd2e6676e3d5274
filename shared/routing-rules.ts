/** How a site hands its conversations to operators. What is not set has the default beside it. */
import { z } from 'zod';
import { cover } from './cover.ts';
import { queueRules } from './queue-rules.ts';

const HOUR_MS = 3_600_000;
const duration = (maxMs: number) => z.int().min(100).max(maxMs);

export const routingRules = z.strictObject({
  /** `assign`: given at once. `offer`: shown to one after the other to accept. `pick`: operators take what they like. */
  mode: z.enum(['assign', 'offer', 'pick']).default('assign'),
  /** How long an offer stands before it goes to the next. */
  acceptMs: duration(HOUR_MS).default(30_000),
  /** How long an operator who vanished keeps what is open. */
  graceMs: duration(HOUR_MS).default(60_000),
  /** After this much silence of the player, an open conversation takes no place of its operator's. */
  parkAfterMs: duration(24 * HOUR_MS).default(600_000),
  /** How long somebody waits for the right operator, who is there but busy, before any free one will do. */
  patienceMs: duration(HOUR_MS).default(60_000),
  /** Unanswered conversations of anonymous players; beyond, they are told to wait with their first message. */
  anonymousWaitingMax: z.int().min(1).max(100_000).default(500),
  queue: queueRules.prefault({}),
  /** When operators are expected; null when nobody has said. */
  cover: cover.nullable().default(null),
});
export type RoutingRules = z.infer<typeof routingRules>;
