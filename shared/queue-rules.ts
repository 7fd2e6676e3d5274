/** The schemas of queue.ts, apart from it so that front ends sort by its rules without loading zod. */
import { z } from 'zod';
import type { QueueRules, WaitRange } from './queue.ts';

const level = z.int().min(0).max(3);

export const queueRules = z.strictObject({
  urgency: z.record(z.string(), level).default({ payments: 2, bets: 2, account: 1, verification: 1, technical: 1 }),
  tiers: z.record(z.string(), level).default({}),
}) satisfies z.ZodType<QueueRules>;

export const waitRange = z.strictObject({
  low: z.int().min(0),
  high: z.int().min(1),
}) satisfies z.ZodType<WaitRange>;
