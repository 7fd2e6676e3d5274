/** A whisper in its thread. Its words come with the first one; until then the text stands alone. */
import type { Event } from '@touchline/shared/conversation.ts';
import { Icon } from '../icons.tsx';
import { useLazy } from '../lazy.ts';
import { t } from '../office/words.ts';
import { clockTime, fullTime } from '../when.ts';
import { speakOf } from '../words.ts';
import { LinkedSide } from './linked-side.tsx';

const words = async () => {
  await speakOf('office');
  return {};
};

export function WhisperLine({ event, me }: { event: Event & { type: 'whisper' }; me: string }) {
  const isSaid = useLazy(words, true);
  return (
    <aside class="note whisper" data-part="whisper" aria-label={isSaid ? t('whisper') : undefined}>
      <p>
        <Icon name="speech" size={12} />
        {isSaid && <bdi>{heading(event, me)}</bdi>}
        <time title={fullTime(event.at)}>{clockTime(event.at)}</time>
      </p>
      <LinkedSide part="whisper-text" text={event.text} />
      {isSaid && <p class="whisper-private">{t('whisper.private')}</p>}
    </aside>
  );
}

function heading({ author, to }: Event & { type: 'whisper' }, me: string): string {
  const from = author.kind === 'operator' ? author : { id: '', name: '' };
  if (to.id === me) return t('whisper.from', { name: from.name });
  return from.id === me ? t('whisper.own', { to: to.name }) : t('whisper.fromOther', { from: from.name, to: to.name });
}
