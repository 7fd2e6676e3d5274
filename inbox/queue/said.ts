/** What a row says was said last, in the words that its reader understands. Pure. */
import type { DeskRow } from '@touchline/shared/down.ts';
import { knows, type Reader } from '../conversation/reading.ts';

export function lastSaid({ lastMessage, state }: DeskRow, reader: Reader): { text: string; language: string } {
  const language = lastMessage?.language ?? state.language;
  const translated = lastMessage?.translated;
  if (!translated || state.operatorReadsOriginal || knows(reader, language)) {
    return { text: lastMessage?.text ?? '', language };
  }
  return translated;
}
