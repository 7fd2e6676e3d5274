/**
 * What becomes of the conversations of a desk: how many messages they have, which are translated, tagged, urgent, put
 * aside, sent up, rated. The shares are guesses at a busy desk; every combination occurs.
 */
import type { OperatorRef, TeamRef } from '@touchline/shared/conversation.ts';
import { TOPICS } from '@touchline/shared/people.ts';
import { CHATTER_LANGUAGES, type Chatter, type ChatterLanguage } from '../../support/chatter.ts';
import type { Talk } from './desk-talk.ts';

export type Fate = 'waiting' | 'open' | 'snoozed' | 'escalated' | 'resolved';

/** Who there is to have it. */
export type People = { operators: readonly OperatorRef[]; team: TeamRef };

/** What operators read. */
const OURS: ChatterLanguage = 'en';
const TAGS = ['vip', 'payout', 'kyc', 'bonus', 'outage', 'chargeback', 'complaint', 'duplicate', 'promised', 'fraud'];
/** The first are the most common. */
const FALLING = 2.5;
const MESSAGES_MEAN = 5;
const MESSAGES_MAX = 40;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `messages`: so many, where it is not left to chance. */
export function liveThrough(talk: Talk, fate: Fate, people: People, chatter: Chatter, messages?: number): void {
  const chance = (share: number) => chatter.random() < share;
  const oneOf = <One>(list: readonly One[]) => list[Math.floor(list.length * chatter.random() ** FALLING)] as One;
  const language = oneOf(CHATTER_LANGUAGES);
  const operator = chatter.pick(people.operators);
  const isForeign = language !== OURS;
  const isTranslated = isForeign && chance(0.6);
  const count = messages ?? numberOfMessages(chatter);

  const ask = () => {
    talk.pass(20_000);
    talk.asks(chatter.message(language), language, oneOf(TOPICS));
    if (isTranslated) talk.translates('operator', OURS, chatter.message(OURS));
  };
  const read = () => talk.does(operator, { type: 'read', side: 'operator', operator, upTo: talk.state.seq });
  const answer = () => {
    talk.pass(30_000);
    if (fate !== 'resolved') read();
    const spoken = isTranslated ? OURS : language;
    talk.answers(operator, chatter.message(spoken), spoken);
    if (isTranslated) talk.translates('player', language, chatter.message(language));
  };
  const settle = () => {
    if (chance(0.3)) talk.does(operator, { type: 'tag', operator, add: [oneOf(TAGS), oneOf(TAGS)], remove: [] });
    if (chance(0.06))
      talk.does(operator, { type: 'prioritise', operator, priority: chatter.pick(['low', 'high', 'urgent']) });
    if (chance(0.08)) talk.notes(operator, chatter.message(OURS));
  };
  const converse = (from: number, to: number) => {
    for (let at = from; at < to; at++) at % 2 ? answer() : ask();
  };

  ask();
  if (fate === 'waiting') {
    if (chance(0.4)) ask();
    return settle();
  }
  talk.pass(MINUTE_MS);
  talk.does(null, { type: 'assign', operator });
  converse(1, count);
  if (fate === 'resolved') read();
  settle();
  switch (fate) {
    case 'open':
      return;
    case 'snoozed':
      return talk.does(operator, { type: 'snooze', operator, until: chance(0.3) ? null : snoozedUntil(talk, chatter) });
    case 'escalated': {
      const note = chance(0.7) ? chatter.message(OURS) : null;
      talk.does(operator, { type: 'transfer', operator, to: null, team: people.team, topic: null, note });
      if (chance(0.5)) talk.does(null, { type: 'assign', operator: chatter.pick(people.operators) });
      return;
    }
    case 'resolved':
      return resolve(talk, operator, chatter, chance);
  }
}

function resolve(talk: Talk, operator: OperatorRef, chatter: Chatter, chance: (share: number) => boolean): void {
  talk.pass(MINUTE_MS);
  talk.does(operator, { type: 'resolve', operator });
  if (!chance(0.3)) return;
  talk.pass(MINUTE_MS);
  const mark = () => (chance(0.9) ? 5 - Math.floor(5 * chatter.random() ** FALLING) : null);
  const comment = chance(0.2) ? chatter.message(OURS) : null;
  talk.rates({ solved: chance(0.95), speed: mark(), courtesy: mark(), competence: mark(), comment });
  if (talk.state.status !== 'waiting') return;
  talk.does(null, { type: 'assign', operator });
  talk.does(operator, { type: 'resolve', operator });
}

/** So far ahead that nothing wakes while it is measured. */
const snoozedUntil = (talk: Talk, { random }: Chatter) =>
  talk.moments.updatedAt + 72 * HOUR_MS + Math.floor(random() * 48 * HOUR_MS);

/** Most are short. */
function numberOfMessages({ random }: Chatter): number {
  return Math.min(MESSAGES_MAX, 2 + Math.floor(-Math.log(1 - random()) * (MESSAGES_MEAN - 1.5)));
}
