/** What every bus promises (relay/platform/bus.ts), as a suite that each adapter passes. */
import type { Bus, BusMessage } from '@touchline/relay/platform/bus.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from './conditions.ts';

/** `make` opens a bus; two of one test are two nodes of one bus, where the adapter has such a thing. */
export function busContract(
  name: string,
  make: (onListenerError: (error: unknown) => void) => Promise<Bus> | Bus,
): void {
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

    it('publishes to nobody, and after its end, without an error', async () => {
      const bus = await node();
      expect(() => bus.publish('nobody', {})).not.toThrow();
      await bus.close();
      expect(() => bus.publish('nobody', {})).not.toThrow();
    });
  });
}
