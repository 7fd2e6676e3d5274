/**
 * What rings until somebody has claimed it, and how often: an offer to this operator, a conversation they were given and
 * have not looked at, a player who waits where operators pick. Pure, and made of what every tab knows, so that any of
 * them can take over the ringing.
 *
 * Calm, so that nobody turns it off for good: the less it is this operator's, the rarer it rings; what somebody is
 * looking at is quiet, and so is what they have silenced; who is away hears nothing, who has no place left or is
 * finishing hears nothing of those who wait; and where the relay offers and gives, it calls nobody else.
 */
import type { DeskRow } from '@touchline/shared/down.ts';
import type { TeamMember } from '@touchline/shared/people.ts';

export type Alarm = 'offer' | 'given' | 'waiting';

/** From the beginning of one ring to the next. The most urgent of those that stand decides. */
export const RING_EVERY_S: Record<Alarm, number> = { offer: 4, given: 8, waiting: 15 };

type Desk = {
  me: string;
  offered: readonly DeskRow[];
  waiting: readonly DeskRow[];
  mine: readonly DeskRow[];
  /** Conversations that came to this operator unasked, until they are looked at. */
  given: ReadonlySet<string>;
  /** Whoever let one go need not be told that it waits. */
  letGo: ReadonlySet<string>;
  /** Silenced, one by one: what comes later rings. */
  silenced: ReadonlySet<string>;
  /** On the screen in front of the operator. */
  looking: string | null;
  presence: TeamMember['presence'] | null;
  hasRoom: boolean;
  picks(site: string): boolean;
};

/** By conversation, the most urgent first. */
export function alarmsOf(desk: Desk): ReadonlyMap<string, Alarm> {
  const { me, presence } = desk;
  const alarms = new Map<string, Alarm>();
  if (isUndisturbed(presence)) return alarms;
  const add = (rows: readonly DeskRow[], alarm: Alarm) => {
    for (const { id } of rows) {
      if (!alarms.has(id) && !desk.silenced.has(id) && (alarm === 'offer' || desk.looking !== id))
        alarms.set(id, alarm);
    }
  };
  add(desk.offered, 'offer');
  add(
    desk.mine.filter(({ id }) => desk.given.has(id)),
    'given',
  );
  const waiting = desk.waiting.filter(
    (row) => !row.offer && !row.state.snoozed && desk.picks(row.site) && !desk.letGo.has(row.id),
  );
  add(
    waiting.filter(({ wanted }) => wanted === me),
    'given',
  );
  if (presence !== 'finishing' && desk.hasRoom) {
    add(
      waiting.filter(({ wanted }) => !wanted),
      'waiting',
    );
  }
  return alarms;
}

/** "Do not disturb" is to be away: then nothing makes a sound or comes up. Nor does it before it is known which. */
export function isUndisturbed(presence: TeamMember['presence'] | null): boolean {
  return presence === null || presence === 'away' || presence === 'offline';
}
