/**
 * Idle players in a process of its own, each with the product's own connection and its patience: they come in, have
 * their conversation open, and say nothing more. When their lines break they come back by themselves and resume; each
 * then asks for its newest event again, as one who has missed it.
 */
import { type SocketLike, socketConnector } from '@touchline/shared/client/connection.ts';
import { reconnecting } from '@touchline/shared/client/reconnect.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import type { PlayerDown } from '@touchline/shared/down.ts';
import type { PlayerUp } from '@touchline/shared/up.ts';
import { PROTOCOL_VERSION } from '@touchline/shared/wire.ts';
import WebSocket from 'ws';
import { identityToken } from '../support/identity-tokens.ts';
import { TEST_ORIGIN } from '../support/relay.ts';
import { announce, answerQuestions, childTask, endWithParent } from './child.ts';
import type { Resident } from './servers/residents.ts';

export type CrowdTask = { url: string; siteKey: string };
/**
 * `are`: who they are, in order of coming. `come`: so many more come in. `leave`: all go. `forget`: from now on those
 * count as here who have come back. `back`: waits until everybody has.
 */
export type CrowdQuestion =
  | { are: Resident[] }
  | { come: number }
  | { leave: true }
  | { forget: true }
  | { back: true };
/** In ms, for each, since the question `come` or `forget`. */
export type Times = { tookMs: number[] };

/** So many connect at a time in the beginning; who comes back asks nobody. */
const AT_ONCE = 100;
/** One address has fewer ports than we have sockets in the worst case, and some stay taken for a minute. */
const ADDRESSES = 64;

const { url, siteKey } = childTask<CrowdTask>();
const socketUrl = `${url.replace(/^http/, 'ws')}/socket?site=${siteKey}`;
let residents: Resident[] = [];
let members: ReturnType<typeof createMember>[] = [];
let since = 0;

answerQuestions(async (question: CrowdQuestion): Promise<object> => {
  if ('are' in question) {
    residents = question.are;
    return {};
  }
  if ('come' in question) {
    const tookMs: number[] = [];
    const newcomers = residents.slice(members.length, members.length + question.come).entries();
    const startedAt = performance.now();
    const comeOneByOne = async () => {
      for (const [i, resident] of newcomers) {
        const member = createMember(resident, i);
        members.push(member);
        await member.caughtUp();
        tookMs.push(performance.now() - startedAt);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, comeOneByOne));
    return { tookMs } satisfies Times;
  }
  if ('forget' in question) {
    for (const member of members) member.forget();
    since = performance.now();
    return {};
  }
  if ('back' in question) {
    const tookMs = await Promise.all(members.map(async (member) => (await member.caughtUp()) - since));
    return { tookMs } satisfies Times;
  }
  for (const member of members) member.close();
  members = [];
  return {};
});
endWithParent(() => {});
announce({});

function createMember({ externalId, conversation }: Resident, index: number) {
  let epoch = '';
  let seq = 0;
  let arrival = Promise.withResolvers<number>();
  const connect = socketConnector<PlayerUp, PlayerDown>({
    url: () => socketUrl,
    async hello() {
      const identity = await identityToken({ key: siteKey }, { sub: externalId });
      const resume = seq > 0 ? { resume: { conversation, epoch, seq: seq - 1 } } : {};
      return { type: 'hello', version: PROTOCOL_VERSION, identity, locale: 'en', ...resume };
    },
    socket: (address) =>
      new WebSocket(address, {
        headers: { origin: TEST_ORIGIN },
        perMessageDeflate: false,
        localAddress: `127.0.0.${1 + (index % ADDRESSES)}`,
      } as WebSocket.ClientOptions) as SocketLike,
    clock: systemClock,
  });
  const connection = reconnecting(connect, { clock: systemClock })({
    frame(frame) {
      if (frame.type !== 'opened') return;
      ({ epoch, seq } = frame);
      arrival.resolve(performance.now());
    },
    status(status, code) {
      if (status === 'ended') arrival.reject(new Error(`the relay ended a socket for good, with ${code}`));
    },
  });
  return {
    caughtUp: () => arrival.promise,
    forget() {
      arrival = Promise.withResolvers();
    },
    close: () => connection.close(),
  };
}
