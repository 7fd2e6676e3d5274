/** What a row says was said last, in the words that its reader understands. */
import type { DeskRow } from '@touchline/shared/down.ts';
import { knows, type Reader, readerOf } from '../conversation/reading.ts';
import type { Desk } from '../desk.ts';
import { t } from '../words.ts';

export function readerOfRow({ me, sites }: Pick<Desk, 'me' | 'sites'>, row: DeskRow): Reader {
  const site = sites.value.find(({ id }) => id === row.site);
  return readerOf(me.value.languages, site);
}

export function lastSaid({ lastMessage, state }: DeskRow, reader: Reader): { text: string; language: string } {
  const language = lastMessage?.language ?? state.language;
  const translated = lastMessage?.translated;
  if (!translated || state.operatorReadsOriginal || knows(reader, language)) {
    return { text: lastMessage?.text || filesOf(lastMessage), language };
  }
  return translated;
}

/** Of a message that is nothing but files. */
function filesOf(message: DeskRow['lastMessage']): string {
  if (!message?.files) return '';
  return message.photo ? t('row.photo') : t('row.files', { count: message.files });
}
