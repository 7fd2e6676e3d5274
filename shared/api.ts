/** Keys for programs, and what they may be good for. How to use them, `/docs` of a relay says. */
import { z } from 'zod';
import { nameOf } from './names.ts';

/** Each is what a person may do in the inbox; a key is good for some of it, and never for more than its maker may. */
export const API_SCOPES = [
  'desk:read',
  'desk:write',
  'contacts:read',
  'contacts:write',
  'floor:read',
  'reports:read',
  'people:read',
  'people:write',
  'settings:read',
  'settings:write',
  'sites:write',
  'keys:write',
  'players:write',
] as const;
export const apiScope = z.enum(API_SCOPES);
export type ApiScope = z.infer<typeof apiScope>;

export const API_KEYS_MAX = 50;
export const API_KEY_MAX_DAYS = 365;

export const newApiKey = z.strictObject({
  name: nameOf(80),
  scopes: z.array(apiScope).min(1).max(API_SCOPES.length),
  days: z.int().min(1).max(API_KEY_MAX_DAYS),
});
export type NewApiKey = z.infer<typeof newApiKey>;

/** What a program is told of its own key. */
export const programSelf = z.strictObject({
  name: z.string(),
  site: z.strictObject({ id: z.string(), key: z.string(), name: z.string() }),
  scopes: z.array(apiScope),
  /** Who made it, for whom it acts. */
  by: z.string(),
  expiresAt: z.int(),
});

/** Times in ms. `by`: who made it, for whom it acts. */
export const apiKeyState = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(apiScope),
  by: z.string(),
  createdAt: z.int(),
  expiresAt: z.int(),
  usedAt: z.int().nullable(),
});
export type ApiKeyState = z.infer<typeof apiKeyState>;
