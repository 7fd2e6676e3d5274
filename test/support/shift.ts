/** A site with routing, its operators at their desks, and its players, all speaking frames. */

import type { OperatorCommand } from '@touchline/relay/conversations/commands.ts';
import { createOperatorStore, type Skills } from '@touchline/relay/operators/store.ts';
import type { Database } from '@touchline/relay/platform/postgres.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import type { TeamMember, Topic } from '@touchline/shared/people.ts';
import { type RoutingRules, routingRules } from '@touchline/shared/routing-rules.ts';
import type { OperatorUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import { until } from './conditions.ts';
import { connectPlayer } from './frame-client.ts';
import { frameOperator } from './frame-operator.ts';
import { identityToken } from './identity-tokens.ts';
import { createOperator, createSite, type TestOperator } from './relay.ts';

/** How soon a test's relay notices what it otherwise would within 15 s. */
export const QUICK_TIMING = { silentMs: 1_000, beatEveryMs: 200, sweepEveryMs: 200, lingerMs: 50 };

export const rules = (more: Partial<RoutingRules> = {}): RoutingRules => ({ ...routingRules.parse({}), ...more });

export type Colleague = TestOperator;
export async function hire(db: Database, site: Site, name: string, skills: Partial<Skills> = {}): Promise<Colleague> {
  const operator = await createOperator(db, [site], { name });
  await createOperatorStore(db).equip(operator.id, { languages: {}, topics: null, capacity: 4, ...skills });
  return operator;
}

export const routedSite = (db: Database, more: Partial<RoutingRules> = {}) => createSite(db, { routing: rules(more) });

/** At their desk once this resolves. */
export async function atDesk(url: string, operator: Colleague) {
  const desk = await frameOperator(url, operator);
  await desk.next('team');
  return {
    ...desk,
    operator,
    async command(frame: Command) {
      const clientId = newId(systemClock.now());
      desk.send({ ...frame, clientId } as OperatorUp);
      await desk.next('ack', (ack) => ack.clientId === clientId);
    },
    /** The desk's newest row of a conversation, once it fits. */
    async row(conversation: string, what: string, fits: (row: DeskRow) => boolean): Promise<DeskRow> {
      const newest = () =>
        desk.received
          .flatMap((frame) => (frame.type === 'upsert' || frame.type === 'list' ? frame.rows : []))
          .findLast((row) => row.id === conversation);
      await until(`the desk shows ${what}`, () => {
        const row = newest();
        return row !== undefined && fits(row);
      });
      return newest() as DeskRow;
    },
    /** A colleague, or oneself, once it fits. */
    async member(id: string, what: string, fits: (member: TeamMember) => boolean): Promise<TeamMember> {
      const newest = () =>
        desk.received.flatMap((frame) => (frame.type === 'team' ? frame.members : [])).findLast((one) => one.id === id);
      await until(`the team shows ${what}`, () => {
        const member = newest();
        return member !== undefined && fits(member);
      });
      return newest() as TeamMember;
    },
  };
}
/** What an operator asks of a conversation; the client id is made here. */
type Command = OperatorCommand extends infer Each
  ? Each extends OperatorCommand
    ? Omit<Each, 'clientId'>
    : never
  : never;

type Writes = { language?: string; topic?: Topic; tier?: string; sub?: string; token?: string };
export async function playerWrites(
  url: string,
  site: Site,
  { language = 'en', topic = 'other', tier, sub, token }: Writes = {},
) {
  const identity = sub ? await identityToken(site, { sub, ...(tier && { tier }) }) : undefined;
  const player = await connectPlayer(url, site, {
    locale: language,
    ...(identity && { identity }),
    ...(token && { token }),
  });
  const conversation = newId(systemClock.now());
  const say = async (text: string) => {
    const clientId = newId(systemClock.now());
    player.send({ type: 'post', conversation, clientId, text, topic });
    return player.next('ack', (ack) => ack.clientId === clientId);
  };
  player.send({ type: 'open', conversation, epoch: player.ready.epoch, seq: 0 });
  await player.next('opened');
  // Says nothing about their language, which so stays that of the page.
  await say('👋');
  return {
    ...player,
    conversation,
    say,
    /** The `n`th event of this type that the player is shown. */
    async shown<T extends Event['type']>(type: T, n = 1): Promise<Extract<Event, { type: T }>> {
      const all = () =>
        player.received
          .flatMap((frame) => (frame.type === 'events' ? frame.events : []))
          .filter((event) => event.type === type);
      await until(`the player is shown ${type} for time ${n}`, () => all().length >= n);
      return all()[n - 1] as Extract<Event, { type: T }>;
    },
  };
}
