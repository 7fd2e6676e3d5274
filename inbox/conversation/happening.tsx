/** What happened between the messages, in one quiet line. One table; an unknown kind says so and hides nothing. */
import type { Event } from '@touchline/shared/conversation.ts';
import type { Desk } from '../desk.ts';
import { clockTime, fullTime } from '../when.ts';
import { t, type Word } from '../words.ts';
import { isBy } from './blind.ts';

const WORDS: Partial<Record<Event['type'], { mine: Word; theirs: Word }>> = {
  assigned: { mine: 'event.assigned.mine', theirs: 'event.assigned' },
  released: { mine: 'event.released.mine', theirs: 'event.released' },
  resolved: { mine: 'event.resolved.mine', theirs: 'event.resolved' },
  reopened: { mine: 'event.reopened', theirs: 'event.reopened' },
};

export function Happening({ event, desk }: { event: Event; desk: Desk }) {
  const words = WORDS[event.type];
  const name = event.author.kind === 'operator' ? event.author.name : t('event.system');
  const said = words ? t(isBy(event, desk.me.value.id) ? words.mine : words.theirs, { name }) : t('event.unsupported');
  return (
    <p class="happening">
      <bdi>{said}</bdi>
      <time title={fullTime(event.at)}>{clockTime(event.at)}</time>
    </p>
  );
}
