/** The replica under random gaps, repeats, disorder, losses of the line and restores of the relay's database. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event } from '../conversation.ts';
import type { ThreadFrame } from '../down.ts';
import { answer, CONVERSATION, events, message, startReplica, stateOf, withoutGapCheck } from './replica-fake.ts';

const page = (more: boolean, some: Event[]): ThreadFrame => ({
  type: 'history',
  conversation: CONVERSATION,
  events: some,
  more,
});

describe('whatever the relay and the network do', () => {
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.constant('write' as const) },
    { weight: 2, arbitrary: fc.constantFrom('drop', 'repeat', 'swap', 'reconnect', 'older') },
    { weight: 1, arbitrary: fc.constant('restore' as const) },
  );

  /** Plays a history; at every moment what is shown must be a stretch of one log, and at the end its newest part. */
  function play(steps: string[], make?: typeof withoutGapCheck) {
    const { replica, receive, asked, askedHistory } = startReplica(make);
    let relay = { epoch: 'e0', log: [] as Event[] };
    const logs = [relay];
    replica.resume();
    const check = () => {
      const { events: shown } = replica;
      const first = shown[0]?.seq ?? 1;
      const same = ({ log: of }: typeof relay) =>
        JSON.stringify(of.slice(first - 1, first - 1 + shown.length)) === JSON.stringify(shown);
      expect(logs.some(same)).toBe(true);
    };
    const work = () => {
      for (const position of asked.splice(0)) receive(...answer(relay.log, relay.epoch, position));
      for (const before of askedHistory.splice(0)) {
        receive(page(before > 4, relay.log.slice(Math.max(0, before - 4), before - 1)));
      }
      check();
    };
    for (const one of steps) {
      const write = () => {
        const event = message(relay.log.length + 1, `${relay.epoch}-${relay.log.length + 1}`);
        relay.log.push(event);
        return event;
      };
      if (one === 'write') receive(events(write()));
      if (one === 'drop') write();
      if (one === 'repeat') receive(events(...relay.log.slice(-3)));
      if (one === 'swap') receive(...[write(), write()].reverse().map((event) => events(event)));
      if (one === 'older') replica.older();
      if (one === 'restore') {
        relay = {
          epoch: `e${logs.length}`,
          log: relay.log.slice(0, -2).map(({ seq }) => message(seq, `e${logs.length}-${seq}`)),
        };
        logs.push(relay);
      }
      if (one === 'reconnect' || one === 'restore') {
        asked.length = 0;
        askedHistory.length = 0;
        replica.lost();
        replica.resume();
      }
      check();
      if (one !== 'drop') work();
    }
    replica.lost();
    replica.resume();
    while (asked.length || askedHistory.length) work();
    while (replica.more) {
      replica.older();
      work();
    }
    expect(replica.events).toEqual(relay.log);
    expect(replica.state).toEqual(stateOf(relay.log));
  }

  const property = (make?: typeof withoutGapCheck) =>
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => play(steps, make));

  it('it shows the log', () => fc.assert(property(), { numRuns: 2_000 }));

  it('positive control: a replica that ignores gaps does not', () => {
    play(['write', 'repeat', 'write'], withoutGapCheck);
    expect(() => play(['write', 'drop', 'write'], withoutGapCheck)).toThrow();
  });
});
