/** What every bus promises (relay/platform/bus.ts), as a suite that each adapter passes. */
import type { Bus, BusMessage } from '@touchline/relay/platform/bus.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from './conditions.ts';

type Make = (onListenerError: (error: unknown) => void) => Promise<Bus> | Bus;

/** `make` opens a bus; with `nodes`, two of one test are two nodes of one bus. */
export function busContract(name: string, make: Make, { nodes = false } = {}): void {
  describe(`the bus ${name}`, () => {
    const open: Bus[] = [];
    const errors: unknown[] = [];
    afterEach(async () => {
      errors.length = 0;
      for (const bus of open.splice(0)) await bus.close();
    });

    async function node() {
      const bus = await make((error) => errors.push(error));
      open.push(bus);
      return bus;
    }

    async function listenOn(bus: Bus, channel: string) {
      const heard: BusMessage[] = [];
      const stop = await bus.subscribe(channel, (message) => heard.push(message));
      return { heard, stop };
    }

    it('brings a listener every message after it has subscribed, in order', async () => {
      const bus = await node();
      const { heard } = await listenOn(bus, 'a');
      for (let i = 0; i < 1_000; i++) bus.publish('a', { i });
      await until('all are heard', () => heard.length === 1_000);
      expect(heard).toEqual(Array.from({ length: 1_000 }, (_, i) => ({ i })));
    });

    it('brings to each channel its own', async () => {
      const bus = await node();
      const [a, b] = [await listenOn(bus, 'conversation/1'), await listenOn(bus, 'conversation/10')];
      bus.publish('conversation/1', { to: 'a' });
      bus.publish('conversation/10', { to: 'b' });
      bus.publish('conversation/*', { to: 'nobody' });
      await until('both have heard', () => a.heard.length + b.heard.length === 2);
      expect([a.heard, b.heard]).toEqual([[{ to: 'a' }], [{ to: 'b' }]]);
    });

    it('brings a message to every listener, one function subscribed twice included', async () => {
      const bus = await node();
      let count = 0;
      const listener = () => {
        count++;
      };
      const stop = await bus.subscribe('a', listener);
      await bus.subscribe('a', listener);
      bus.publish('a', {});
      await until('it is heard twice', () => count === 2);
      stop();
      bus.publish('a', {});
      await until('it is heard once more', () => count === 3);
    });

    it('brings nothing to a listener that has stopped, and stopping twice does no harm', async () => {
      const bus = await node();
      const { heard, stop } = await listenOn(bus, 'a');
      const other = await listenOn(bus, 'a');
      stop();
      stop();
      bus.publish('a', { late: true });
      await until('the other has heard', () => other.heard.length === 1);
      expect(heard).toEqual([]);
    });

    it('goes on when a listener throws, and says so', async () => {
      const bus = await node();
      await bus.subscribe('a', () => {
        throw new Error('a bad listener');
      });
      const { heard } = await listenOn(bus, 'a');
      expect(() => bus.publish('a', {})).not.toThrow();
      await until('the other has heard', () => heard.length === 1 && errors.length === 1);
    });

    it('lets a listener stop itself, and others, while it is told', async () => {
      const bus = await node();
      let stop = () => {};
      let count = 0;
      stop = await bus.subscribe('a', () => {
        count++;
        stop();
      });
      const { heard } = await listenOn(bus, 'a');
      bus.publish('a', { n: 1 });
      bus.publish('a', { n: 2 });
      await until('the other has heard both', () => heard.length === 2);
      expect(count).toBe(1);
    });

    it('carries every text that JSON can carry', async () => {
      const bus = await node();
      const { heard } = await listenOn(bus, 'a');
      const message = { text: 'дэпазіт 🎰 \u2028 "\\ \u0000 𝕏', nested: [{ deep: [null, true, 1.5] }] };
      bus.publish('a', message);
      await until('it is heard', () => heard.length === 1);
      expect(heard[0]).toEqual(message);
    });

    it('has told the listeners of this node when `publish` returns', async () => {
      const bus = await node();
      const { heard } = await listenOn(bus, 'a');
      bus.publish('a', { n: 1 });
      expect(heard).toEqual([{ n: 1 }]);
    });

    it('publishes to nobody, and after its end, without an error', async () => {
      const bus = await node();
      expect(() => bus.publish('nobody', {})).not.toThrow();
      await bus.close();
      expect(() => bus.publish('nobody', {})).not.toThrow();
    });

    if (!nodes) return;
    describe('between two nodes', () => {
      it('brings every message of the other node, in order', async () => {
        const [here, there] = [await node(), await node()];
        const { heard } = await listenOn(there, 'a');
        for (let i = 0; i < 1_000; i++) here.publish('a', { i });
        await until('all are heard', () => heard.length === 1_000);
        expect(heard).toEqual(Array.from({ length: 1_000 }, (_, i) => ({ i })));
      });

      it('brings a message once to everybody, the node that sent it included', async () => {
        const [here, there] = [await node(), await node()];
        const [own, other] = [await listenOn(here, 'a'), await listenOn(there, 'a')];
        for (let n = 0; n < 10; n++) here.publish('a', { n });
        // An echo of the ten would have come before this.
        there.publish('a', { last: true });
        await until('both have heard the last', () => own.heard.length > 10 && other.heard.length > 10);
        expect(own.heard.filter((message) => 'n' in message)).toHaveLength(10);
        expect(other.heard).toHaveLength(11);
      });

      it('goes on for the other listeners of a node when one has stopped, and again for one that comes later', async () => {
        const [here, there] = [await node(), await node()];
        const [first, second] = [await listenOn(there, 'a'), await listenOn(there, 'a')];
        first.stop();
        here.publish('a', { n: 1 });
        await until('the second has heard', () => second.heard.length === 1);
        second.stop();
        const third = await listenOn(there, 'a');
        here.publish('a', { n: 2 });
        await until('the third has heard', () => third.heard.length === 1);
        expect([first.heard, second.heard]).toEqual([[], [{ n: 1 }]]);
      });

      it('carries texts, large messages and many channels to the other node', async () => {
        const [here, there] = [await node(), await node()];
        const channels = Array.from({ length: 2_500 }, (_, n) => `many/${n}`);
        const heard = await Promise.all(channels.map((channel) => listenOn(there, channel)));
        const message = { text: 'дэпазіт 🎰 \u2028 "\\ \u0000 𝕏', large: 'x'.repeat(100_000) };
        for (const channel of channels.slice(0, 10)) here.publish(channel, message);
        for (const channel of channels.slice(10)) here.publish(channel, { channel });
        await until('all are heard', () => heard.every((one) => one.heard.length === 1));
        expect(heard[0]?.heard).toEqual([message]);
        expect(heard.at(-1)?.heard).toEqual([{ channel: 'many/2499' }]);
      });
    });
  });
}
