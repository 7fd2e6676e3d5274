/** What happened between the messages, in one quiet line; an unknown kind says so and hides nothing. */
import type { Event } from '@touchline/shared/conversation.ts';
import type { Desk } from '../desk.ts';
import { clockTime, fullTime } from '../when.ts';
import { t } from '../words.ts';
import { sentenceOf } from './happenings.ts';
import { Rated } from './rated.tsx';
import { Side } from './side.tsx';

type Props = { event: Event; before: Event | undefined; desk: Desk };

export function Happening({ event, before, desk }: Props) {
  const note = event.type === 'transferred' ? event.note : null;
  const sentence = sentenceOf(event, desk.me.value.id, before);
  // Nothing to say, which is not the same as something that this version cannot say.
  if (sentence === '') return null;
  return (
    <>
      <p class="happening" data-part="happening" data-type={event.type}>
        <bdi>{sentence ?? t('event.unsupported')}</bdi>
        <time title={fullTime(event.at)}>{clockTime(event.at)}</time>
      </p>
      {event.type === 'rated' && <Rated rating={event.rating} />}
      {note && (
        <aside class="note" data-part="note" aria-label={t('note.label')}>
          <p>{t('note.label')}</p>
          <Side text={note} />
        </aside>
      )}
    </>
  );
}
