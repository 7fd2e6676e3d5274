import { redact } from '@touchline/shared/redact.ts';
import { judgeText } from '@touchline/shared/text.ts';
import { Refusal } from '../platform/errors.ts';

/** Redacted last: judging takes characters out that may have stood between the digits of a card. */
export function acceptable(text: string): string {
  const judged = judgeText(text);
  if ('error' in judged) throw new Refusal(judged.error, 'A message has 1 to 2,000 characters and at most 8 KB.');
  return redact(judged.text);
}
