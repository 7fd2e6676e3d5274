/** The bus's own numbers, asked for when somebody looks. */
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Bus } from './bus.ts';

export function watchBus(registry: Registry, bus: Bus): void {
  const registers = [registry];
  new Gauge({
    name: 'touchline_bus_connected',
    help: '1 while this relay and the others hear each other at once; 0 while only the sweep connects them',
    registers,
    collect() {
      this.set(bus.state().connected ? 1 : 0);
    },
  });
  const counts = {
    forged: 'Messages from Redis that were dropped, because nobody with the key has signed them',
    dropped: 'Messages that could not be sent to other relays; those read them from the database',
    deaf: 'Times that the subscription was open and nothing came through it',
  };
  for (const [name, help] of Object.entries(counts)) {
    new Counter({
      name: `touchline_bus_${name}_total`,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(bus.state()[name as keyof typeof counts]);
      },
    });
  }
}
