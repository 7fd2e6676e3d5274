/** Conversations for every list of the desk, and every way of asking for them. */
import { systemClock } from '@touchline/shared/clock.ts';
import { DESK_VIEWS, type DeskView, type Narrowing, type OperatorUp } from '@touchline/shared/up.ts';
import { newId } from '@touchline/shared/wire.ts';
import type { World } from './authorisation-world.ts';
import type { OperatorClient } from './frame-client.ts';

type Theirs = { site: string; tag: string; conversations: string[] };
type Shown = { view: DeskView; by: (typeof NARROWINGS)[number]; conversation: string };
type WithoutIds<Frame> = Frame extends { clientId: string } ? Omit<Frame, 'clientId' | 'conversation'> : never;

export const NARROWINGS = ['nothing', 'site', 'tag', 'priority', 'site and tag'] as const;

/** What brings one onto each view; a conversation that was just begun waits, and every one is among all. */
const STEPS: Record<Exclude<DeskView, 'all'>, (team: string) => WithoutIds<OperatorUp>[]> = {
  waiting: () => [],
  mine: () => [{ type: 'take' }],
  open: () => [{ type: 'take' }],
  escalated: (team) => [{ type: 'transfer', team }],
  snoozed: () => [{ type: 'take' }, { type: 'snooze', until: null }],
  resolved: () => [{ type: 'take' }, { type: 'resolve' }],
};

/** Of the other site, tagged and urgent, by an operator of it. */
export async function oneForEachView(world: World): Promise<Theirs> {
  const [desk, team] = [await world.foreigner(), await world.team('otherSite')];
  const tag = newId(systemClock.now());
  const conversations: string[] = [];
  for (const steps of Object.values(STEPS)) {
    const conversation = await world.conversation('anonymous', 'otherSite');
    for (const step of [{ type: 'tag', add: [tag] }, { type: 'prioritise', priority: 'urgent' }, ...steps(team)]) {
      const clientId = newId(systemClock.now());
      desk.send({ ...step, conversation, clientId } as OperatorUp);
      await desk.next('ack', (ack) => ack.clientId === clientId);
    }
    conversations.push(conversation);
  }
  desk.close();
  return { site: world.foreignSite.id, tag, conversations };
}

/** Which of theirs this desk is shown, and any other row of their site. */
export async function listed(desk: OperatorClient, { site, tag, conversations }: Theirs): Promise<Shown[]> {
  const narrowings: Record<Shown['by'], Narrowing> = {
    nothing: {},
    site: { site },
    tag: { tag },
    priority: { priority: 'urgent' },
    'site and tag': { site, tag },
  };
  const shown: Shown[] = [];
  for (const view of DESK_VIEWS) {
    for (const by of NARROWINGS) {
      desk.send({ type: 'list', view, narrowed: narrowings[by] });
      const { rows } = await desk.next('list');
      const theirs = rows.filter((row) => row.site === site || conversations.includes(row.id));
      shown.push(...theirs.map(({ id }) => ({ view, by, conversation: id })));
    }
  }
  return shown;
}
