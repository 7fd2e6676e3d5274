/** The cluster example, as its reader starts it: three relays, nginx, Redis and Postgres as real processes. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Site } from '@touchline/relay/sites/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { describe, expect, it } from 'vitest';
import { freePorts } from '../examples/cluster/ports.ts';
import { findPrograms } from '../examples/cluster/programs.ts';
import { CLUSTER_METRICS_TOKEN, type Cluster, isRunning, launchCluster, startCluster } from './support/cluster.ts';
import { until } from './support/conditions.ts';
import { connectPlayer } from './support/frame-client.ts';
import { frameOperator } from './support/frame-operator.ts';

const DEMO = { key: 'demo' } as Site;
const ALESIA = { id: '', name: 'Alesia', email: 'alesia@demo.example', password: 'demo-password' };
const id = () => newId(systemClock.now());

describe('the cluster', { timeout: 120_000 }, () => {
  it('carries a conversation across relays and over the death of one, and ends without a trace', async () => {
    const [port = 0, examplePort = 0] = await freePorts(2);
    const cluster = await startCluster({ port, examplePort });
    const origin = `http://localhost:${examplePort}`;
    expect((await (await fetch(origin)).text()).toLowerCase()).toContain('widget.js');
    expect(await (await fetch(`${cluster.url}/inbox`)).text()).toContain('<!doctype html>');

    // 1. A player on one relay, an operator on another, both through nginx.
    let player = await connectPlayer(cluster.url, DEMO, {}, origin);
    const at = await relayWith(cluster, 'player');
    let operator = await frameOperator(cluster.url, ALESIA);
    while ((await relayWith(cluster, 'operator')) === at) {
      operator.close();
      await operator.closed;
      operator = await frameOperator(cluster.url, ALESIA);
    }
    const conversation = id();
    await say('Is anybody there?');
    player.send({ type: 'open', conversation, epoch: '', seq: 0 });
    await player.next('opened');
    await operator.answer(conversation, 'Yes, I am.');
    await player.next('events', (frame) =>
      frame.events.some((one) => one.type === 'message' && one.text === 'Yes, I am.'),
    );

    // 2. The player's relay dies; nginx leads to another, and nothing is missing there.
    const victim = cluster.relays[at];
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    await player.closed;
    const { token = '' } = player;
    player = await connectPlayer(cluster.url, DEMO, { token }, origin);
    expect(player.ready.conversations.map((one) => [one.id, one.lastMessage?.text])).toEqual([
      [conversation, 'Yes, I am.'],
    ]);
    await say('Are you still there?');
    await operator.answer(conversation, 'Still here.');
    await player.next('events', (frame) =>
      frame.events.some((one) => one.type === 'message' && one.text === 'Still here.'),
    );

    // 3. It is started again.
    await until('the relay is back', async () => (await fetch(`${victim?.url}/ready`).catch(() => null))?.ok === true);
    expect(cluster.output()).toContain(`relay ${at + 1} has ended (SIGKILL); starting it again`);

    // 4. Ctrl-C.
    const pids = cluster.pids();
    expect(pids.length).toBeGreaterThan(8);
    expect(await cluster.end()).toBe(0);
    await until('nothing is left', () => !pids.some(isRunning));

    async function say(text: string): Promise<void> {
      const clientId = id();
      player.send({ type: 'post', conversation, clientId, text });
      await player.next('ack', (ack) => ack.clientId === clientId);
    }
  });

  it('leaves nothing behind when it is ended while it starts', async () => {
    const [port = 0, examplePort = 0] = await freePorts(2);
    const cluster = await launchCluster({ port, examplePort });
    await until('its database starts', () => cluster.pids().length > 0);
    const first = cluster.pids();
    expect(await cluster.end()).toBe(0);
    await until('nothing is left', async () => !first.some(isRunning) && !(await cluster.hasPostgres()));
  });

  it('says what to install when something is missing', () => {
    expect(() => findPrograms('/nowhere', [])).toThrow(
      'Missing: nginx and redis-server. Install with: sudo apt-get install nginx redis-server',
    );
  });

  it('says which port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(startCluster({ port, examplePort: 0 })).rejects.toThrow(`Port ${port} is already in use`);
    taken.close();
  });
});

/** Index of the relay that holds a socket of this role. */
async function relayWith(cluster: Cluster, role: string): Promise<number> {
  const line = new RegExp(`^touchline_sockets\\{role="${role}"\\} [1-9]`, 'm');
  let found = -1;
  await until(`a relay has the ${role}`, async () => {
    const headers = { authorization: `Bearer ${CLUSTER_METRICS_TOKEN}` };
    const texts = await Promise.all(
      cluster.relays.map(async ({ url }) => (await fetch(`${url}/metrics`, { headers })).text()),
    );
    found = texts.findIndex((text) => line.test(text));
    return found >= 0;
  });
  return found;
}
