/** Relays at one database and one Redis, as processes that may end and come back where they were, behind a balancer. */
import { type RelayProcess, type RelayProcessOptions, startRelayProcess } from './relay-process.ts';

export type RelayGroup = Awaited<ReturnType<typeof startRelayGroup>>;

export async function startRelayGroup(count: number, options: RelayProcessOptions) {
  const relays = await Promise.all(Array.from({ length: count }, () => startRelayProcess(options)));
  const urls = relays.map(({ url }) => url);
  const gone = new Set<number>();

  return {
    urls,
    relay: (n: number) => relays[n] as RelayProcess,
    /** Of a relay that listens, as a balancer finds one that tries the next where a connection is refused. */
    any(random: () => number = Math.random): string {
      const listening = urls.filter((_, n) => !gone.has(n));
      return listening[Math.floor(random() * listening.length)] ?? '';
    },
    /** SIGKILL. */
    async kill(n: number): Promise<void> {
      gone.add(n);
      await relays[n]?.kill();
    },
    /** Where it was before. */
    async start(n: number): Promise<void> {
      relays[n] = await startRelayProcess({ ...options, port: Number(new URL(urls[n] ?? '').port) });
      gone.delete(n);
    },
    async close(): Promise<void> {
      await Promise.all(relays.map((relay) => relay.kill()));
    },
  };
}
