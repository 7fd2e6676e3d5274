/** What a relay is put together from, and what it holds to where nobody says otherwise. */
import type { Clock } from '@touchline/shared/clock.ts';
import type { FastifyBaseLogger } from 'fastify';
import type { Dist } from './assets.ts';
import type { FailPoints } from './conversations/log.ts';
import type { FileStore } from './files/file-store.ts';
import { FILE_LIMITS, type FileLimits } from './files/service.ts';
import type { Rate } from './platform/bucket.ts';
import type { Bus } from './platform/bus.ts';
import { NODE_TIMING, type NodeTiming } from './platform/node.ts';
import type { Database } from './platform/postgres.ts';
import type { ErasedList } from './privacy/erased-list.ts';
import type { SocketOptions } from './realtime/gateway.ts';
import type { Provider } from './translation/provider.ts';
import type { Translator } from './translation/translator.ts';

export type RelayDeps = {
  db: Database;
  bus: Bus;
  clock: Clock;
  epoch: string;
  logger: FastifyBaseLogger | false;
  trustProxy: boolean | string[];
  fileStore: FileStore;
  /** Of who was erased; absent where nothing is ever restored. */
  erasedList?: ErasedList;
  metricsToken?: string | undefined;
  /** What secrets in the database are sealed with; see operators/sealing.ts. */
  secretsKeys?: readonly string[];
  limits?: Limits;
  failPoints?: FailPoints;
  timing?: Timing;
  sockets?: Partial<SocketOptions>;
  /** Services that may translate, once a site's administrator has accepted them. */
  providers?: Provider[];
  /** Instead of these: of tests. */
  translator?: Translator;
  /** On one machine, to try it out: pages of sites may lie on this machine too. */
  isTrial?: boolean;
  /** Where the built front ends lie. */
  dist?: Dist;
};

/** Frames per socket, and messages per player over all their sockets. */
export type Limits = {
  player: Rate;
  operator: Rate;
  posts: { points: number; seconds: number };
  socketsPerAddress: number;
  /** Requests of one key of a program. */
  api: { points: number; seconds: number };
  /** Of one person in an hour. */
  files: FileLimits;
};

/** How soon an absence is noticed. `lingerMs`: an inbox that reloads is not gone. */
export type Timing = NodeTiming & { sweepEveryMs: number; lingerMs: number };
export const TIMING: Timing = { ...NODE_TIMING, sweepEveryMs: 5_000, lingerMs: 4_000 };

/** A person types one message a second at best; reads, typing and catching up come on top. */
export const LIMITS: Limits = {
  player: { burst: 60, perSecond: 10 },
  operator: { burst: 300, perSecond: 50 },
  posts: { points: 30, seconds: 20 },
  socketsPerAddress: 500,
  api: { points: 600, seconds: 60 },
  files: FILE_LIMITS,
};
