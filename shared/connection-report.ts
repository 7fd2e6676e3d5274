/** What a relay knows of the way between an operator's browser and its own insides: `GET /api/connection`. */
import { z } from 'zod';

export const connectionReport = z.strictObject({
  version: z.string(),
  /** The relay's clock, ms since 1970. */
  now: z.int(),
  /** Null when it did not answer in time. `ms` is how long a question took, `aheadMs` its clock against the relay's. */
  postgres: z.strictObject({ ms: z.int(), aheadMs: z.int() }).nullable(),
  /** `none`: one relay, which needs no Redis. */
  redis: z.enum(['none', 'ok', 'lost']),
  /** What the relay takes for the browser's address. */
  address: z.string(),
  /** Who is at the other end of the relay's own connection: the browser, or the last proxy. */
  peer: z.string(),
  /** Whether that one named another address that was not believed (TRUST_PROXY). */
  ignoresProxy: z.boolean(),
  secure: z.boolean(),
});
export type ConnectionReport = z.infer<typeof connectionReport>;
