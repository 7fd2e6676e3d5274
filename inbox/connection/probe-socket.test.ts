import { fakeSockets } from '@touchline/shared/client/socket-fake.ts';
import { fakeClock } from '@touchline/shared/clock-fake.ts';
import { describe, expect, it } from 'vitest';
import { probeSocket, QUIET_MS } from './probe-socket.ts';

function start() {
  const clock = fakeClock();
  const sockets = fakeSockets();
  const told: string[] = [];
  const stop = probeSocket({
    url: 'wss://relay.example/inbox/socket',
    clock,
    open: sockets.open,
    tell: (check, { state, word }) => told.push(`${check} ${state} ${word.replace('connection.', '')}`),
  });
  const socket = sockets.last;
  const converse = () => {
    clock.advance(30);
    socket.accept();
    socket.say({ type: 'ready' });
    socket.say({ type: 'team', members: [] });
    clock.advance(10);
    socket.say({ type: 'pong' });
  };
  return { clock, socket, told, stop, converse };
}

describe('a socket that is tried', () => {
  it('is good when it is answered, and again after a silence', () => {
    const { clock, socket, told, converse } = start();
    converse();
    expect(told).toEqual(['socket good socket.good', 'quiet waiting quiet.waiting']);
    clock.advance(QUIET_MS);
    socket.say({ type: 'pong' });
    expect(told.at(-1)).toBe('quiet good quiet.good');
    expect(clock.pending()).toBe(0);
  });

  it('does not pass when it is refused, or swallowed', () => {
    const refused = start();
    refused.socket.end(1006);
    expect(refused.told).toEqual(['socket look socket.refused', 'quiet look quiet.none']);
    const swallowed = start();
    swallowed.clock.advance(8_000);
    expect(swallowed.told).toEqual(refused.told);
  });

  it('is mute when it opens and nothing comes back', () => {
    const { clock, socket, told } = start();
    clock.advance(1);
    socket.accept();
    clock.advance(8_000);
    expect(told[0]).toBe('socket look socket.mute');
  });

  it('is cut when its silence is not borne, whether or not somebody says so', () => {
    const told = start();
    told.converse();
    told.clock.advance(20_000);
    told.socket.end(1006);
    expect(told.told.at(-1)).toBe('quiet look quiet.cut');
    const untold = start();
    untold.converse();
    untold.clock.advance(QUIET_MS + 8_000);
    expect(untold.told.at(-1)).toBe('quiet look quiet.cut');
  });

  it('says nothing any more once it is stopped', () => {
    const { clock, told, stop, converse } = start();
    stop();
    converse();
    clock.advance(60_000);
    expect(told).toEqual([]);
  });
});
