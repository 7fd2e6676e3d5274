/**
 * A TCP balancer over relays whose lines can break as real ones do: `cutAll` ends all of them in one moment, `silence`
 * swallows what goes one way, or both, and tells neither side: the line stays open and half of it is dead.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** `up`: from the client to the relay. */
export type Direction = 'up' | 'down';

export type Line = {
  silence(directions: Direction[]): void;
  /** The relay has ended its side. */
  readonly relayLeft: boolean;
};

export type LineProxy = {
  url: string;
  /** In the order in which they came. */
  lines: Line[];
  /** Returns how many it ended. */
  cutAll(): number;
  close(): Promise<void>;
};

export async function startLineProxy(relayUrls: readonly string[]): Promise<LineProxy> {
  const open = new Set<Socket>();
  const lines: Line[] = [];
  let turn = 0;

  const server = createServer((client) => {
    const target = new URL(relayUrls[turn++ % relayUrls.length] ?? '');
    const relay = connect(Number(target.port), target.hostname);
    const silenced = new Set<Direction>();
    let relayLeft = false;
    lines.push({
      silence(directions) {
        for (const one of directions) silenced.add(one);
      },
      get relayLeft() {
        return relayLeft;
      },
    });
    relay.once('close', () => {
      relayLeft = true;
    });
    lead(client, relay, () => silenced.has('up'));
    lead(relay, client, () => silenced.has('down'));
  });

  function lead(from: Socket, to: Socket, isSilenced: () => boolean): void {
    open.add(from);
    from.on('data', (bytes) => {
      if (!isSilenced()) to.write(bytes);
    });
    from.on('error', () => {});
    from.once('close', () => {
      open.delete(from);
      if (!isSilenced()) to.destroy();
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lines,
    cutAll() {
      const cut = open.size / 2;
      for (const socket of open) socket.destroy();
      return cut;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
