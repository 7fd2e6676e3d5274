import { randomBytes } from 'node:crypto';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll } from 'vitest';
import { busContract } from '../../test/support/bus-contract.ts';
import { quietLog } from '../../test/support/postgres.ts';
import { startRedis } from '../../test/support/redis.ts';
import { openRedisBus } from './bus-redis.ts';

const redis = await startRedis();
afterAll(() => redis.stop());
const key = randomBytes(32);

busContract('over Redis', (onListenerError) =>
  openRedisBus({ url: redis.url, key, clock: systemClock, log: quietLog, onListenerError }),
);
