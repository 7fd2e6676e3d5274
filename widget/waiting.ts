/** Where a waiting conversation stands, in words; and when that is worth saying aloud. Pure. */
import { formatTime } from '@touchline/shared/dates.ts';
import type { QueueFrame } from '@touchline/shared/down.ts';
import type { Locale } from '@touchline/shared/people.ts';
import type { WaitRange } from '@touchline/shared/queue.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import type { Translate } from '@touchline/shared/words.ts';
import { dayInSentence } from './expected-day.ts';

/** The first line says how it stands. With nobody there the last one is the conversation's reference. */
export function standing(place: QueueFrame, t: Translate, locale: Locale, now: number): string[] {
  const { position, wait, expectedAt } = place;
  if (position) {
    const line = position === 1 ? t('waiting.next') : t('waiting.place', { place: position });
    return [wait ? `${line} · ${range(wait, t)}` : line];
  }
  const lines = [t('waiting.nobody')];
  // Nobody came when somebody should have: no reason to go on saying it.
  if (expectedAt && expectedAt > now) {
    const values = { day: dayInSentence(expectedAt, locale, now), time: formatTime(expectedAt, locale) };
    lines.push(t('waiting.expected', values));
  }
  return [...lines, t('waiting.reference', { reference: referenceOf(place.conversation) })];
}

/** Not every step forward, and no estimate: who listens to a screen would hear of nothing else. */
export function isWorthSaying(place: QueueFrame, said: QueueFrame | undefined): boolean {
  if (said?.staffed !== place.staffed || said.expectedAt !== place.expectedAt) return true;
  const [before, now] = [said.position ?? 0, place.position ?? 0];
  return (now === 1 && before > 1) || now * 2 < before;
}

/** Of the numbers that a range is made of, none but 1 takes another form of the word than the rest. */
function range({ low, high }: WaitRange, t: Translate): string {
  if (high === 1) return t('waiting.minute');
  return t(low ? 'waiting.about' : 'waiting.under', { low, high });
}
