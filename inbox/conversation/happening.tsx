/** What happened between the messages, in one quiet line; an unknown kind says so and hides nothing. */
import type { Event } from '@touchline/shared/conversation.ts';
import type { Desk } from '../desk.ts';
import { clockTime, fullTime } from '../when.ts';
import { t } from '../words.ts';
import { isBy } from './blind.ts';
import { sentenceOf } from './happenings.ts';
import { LinkedSide } from './linked-side.tsx';
import { NoteBox } from './note-line.tsx';
import { Rated } from './rated.tsx';

type Props = { event: Event; before: Event | undefined; desk: Desk };

export function Happening({ event, before, desk }: Props) {
  if (event.type === 'rated') return <Rated rating={event.rating} at={event.at} />;
  const me = desk.me.value.id;
  const note = event.type === 'transferred' ? event.note : null;
  const sentence = sentenceOf(event, me, before);
  // Nothing to say, which is not the same as something that this version cannot say.
  if (sentence === '') return null;
  return (
    <>
      <p class="happening" data-part="happening" data-type={event.type}>
        <bdi>{sentence ?? t('event.unsupported')}</bdi>
        <time title={fullTime(event.at)}>{clockTime(event.at)}</time>
      </p>
      {note && (
        <NoteBox own={isBy(event, me)} name={event.author.kind === 'operator' ? event.author.name : null}>
          <LinkedSide text={note} />
        </NoteBox>
      )}
    </>
  );
}
