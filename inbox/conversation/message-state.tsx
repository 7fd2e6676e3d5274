/** When a message was written, and for our own how far it has come: words only where an icon would have to be learnt. */
import type { Desk } from '../desk.ts';
import { Icon, type IconName } from '../icons.tsx';
import { clockTime, fullTime } from '../when.ts';
import { t, type Word } from '../words.ts';
import type { MessageLine } from './line-types.ts';
import { Undo } from './undo.tsx';

export function MessageState({ line, desk }: { line: MessageLine; desk: Desk }) {
  if (line.state === 'waiting') return <Undo desk={desk} />;
  return (
    <span class="state">
      {line.corrected && <span>{t('correction.made')}</span>}
      <time title={fullTime(line.at)}>{clockTime(line.at)}</time>
      {line.side === 'own' && <Mark {...markOf(line)} isSaid={line.lastSeen} />}
    </span>
  );
}

type MarkProps = { icon: IconName | null; word: Word; isSaid: boolean };

function Mark({ icon, word, isSaid }: MarkProps) {
  if (!icon) return null;
  return (
    <span class={word === 'message.seen' ? 'seen' : undefined} title={t(word)}>
      <Icon name={icon} size={12} />
      <span class={isSaid ? '' : 'hidden'}>{t(word)}</span>
    </span>
  );
}

function markOf({ state, delivered }: MessageLine): { icon: IconName | null; word: Word } {
  if (state === 'sending') return { icon: 'clock', word: 'message.sending' };
  if (state === 'seen') return { icon: 'checks', word: 'message.seen' };
  if (state !== 'sent') return { icon: null, word: 'message.sent' };
  return delivered ? { icon: 'checks', word: 'message.delivered' } : { icon: 'check', word: 'message.sent' };
}
