/** A note in its thread: wide, on its own ground, and saying in words that the player never gets it. */
import type { Desk } from '../desk.ts';
import { Icon } from '../icons.tsx';
import { clockTime, fullTime } from '../when.ts';
import { t } from '../words.ts';
import type { NoteLine } from './line-types.ts';
import { LinkedSide } from './linked-side.tsx';
import { Failed } from './message.tsx';

export function NoteView({ line, desk }: { line: NoteLine; desk: Desk }) {
  return (
    <aside class="note" data-part="note" data-client-id={line.key} data-state={line.state} aria-label={t('note.label')}>
      <p>
        <Icon name="lock" size={12} />
        <bdi>{line.own ? t('quote.own') : line.name}</bdi>
        <span>{t('note.private')}</span>
        <time title={fullTime(line.at)}>{line.state === 'sending' ? t('message.sending') : clockTime(line.at)}</time>
      </p>
      <LinkedSide part="note-text" text={line.text} />
      {line.state === 'failed' && <Failed clientId={line.key} error={line.error} desk={desk} />}
    </aside>
  );
}
