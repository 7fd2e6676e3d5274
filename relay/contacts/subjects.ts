/** What on the site a message is about, as its page says, or as its server signed it. */
import type { Subject } from '@touchline/shared/conversation.ts';
import { Refusal } from '../platform/errors.ts';

type Claimed = Omit<Subject, 'signed'> & { signed: false };

export async function subjectOf(about: Claimed | string): Promise<Subject> {
  if (typeof about === 'string') throw new Refusal('bad-request', 'Signed subjects cannot be read yet.');
  return about;
}
