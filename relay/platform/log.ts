/** What the platform needs of a log: Fastify's own logger fits, and so do three functions in a test. */
import type { FastifyBaseLogger } from 'fastify';

export type Log = Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;
