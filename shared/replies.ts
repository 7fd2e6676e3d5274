/** Replies that a site keeps ready: one text per language, written by a person and never by a machine. */
import { z } from 'zod';
import { id, languageTag, topic } from './people.ts';

export const REPLIES_MAX = 500;
/** Shorter than a message may be, so that twelve languages fit into one request. */
export const REPLY_MAX_CHARACTERS = 1_500;

/** Typed after `/`: letters of any language, digits, dashes. */
export const replyShortcut = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]{0,38}[\p{L}\p{M}\p{N}])?$/u, 'letters, digits and dashes, at most 40');

const content = {
  shortcut: replyShortcut,
  topic: topic.nullable(),
  texts: z
    .record(languageTag, z.string().trim().min(1).max(REPLY_MAX_CHARACTERS))
    .refine((texts) => Object.keys(texts).length > 0, 'a text in at least one language'),
};

/** As it is stored. Limits are for those who write: one that no longer held would hide a site's other replies too. */
export const cannedReply = z.strictObject({
  id,
  shortcut: z.string(),
  topic: topic.nullable(),
  texts: z.record(z.string(), z.string()),
  /** Raised with every change. */
  version: z.int().min(1),
  updatedAt: z.int(),
});
export type CannedReply = z.infer<typeof cannedReply>;

/** `version`: of what the editor began with, 0 for a new one. Another one by now is a `conflict`. */
export const replyChange = z.strictObject({ ...content, version: z.int32().min(0) });
export type ReplyChange = z.infer<typeof replyChange>;
