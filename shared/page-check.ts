/** What is found on a page of the site that is to have the chat, from good to wrong. */
import { z } from 'zod';

export const PAGE_FINDINGS = [
  'reached',
  'not-reached',
  'status',
  'not-html',
  'redirected',
  'tag-found',
  'tag-missing',
  'tag-twice',
  'wrong-site',
  'wrong-relay',
  'tag-in-comment',
  'csp-script',
  'csp-connect',
  'csp-img',
  'mixed-content',
  'origin-not-listed',
] as const;

/** `found` and `expected` are of the page: an address, a key, a line of a policy. */
export const pageFinding = z.strictObject({
  kind: z.enum(PAGE_FINDINGS),
  level: z.enum(['good', 'warning', 'wrong']),
  found: z.string().optional(),
  expected: z.string().optional(),
});
export type PageFinding = z.infer<typeof pageFinding>;
