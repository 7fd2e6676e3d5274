import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** The relay's numbers, in one registry per relay. Labels never hold a player's, a token's or a conversation's name. */
export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'touchline_' });
  const registers = [registry];

  return {
    registry,
    sockets: new Gauge({ name: 'touchline_sockets', help: 'Open sockets', labelNames: ['role'], registers }),
    closes: new Counter({
      name: 'touchline_socket_closes_total',
      help: 'Sockets closed by the relay, by code',
      labelNames: ['code'],
      registers,
    }),
    refusedSockets: new Counter({
      name: 'touchline_refused_sockets_total',
      help: 'Sockets not let in, by the limit that was reached',
      labelNames: ['reason'],
      registers,
    }),
    shedding: new Gauge({
      name: 'touchline_shedding',
      help: 'Whether this relay is over its limits and takes no new sockets',
      registers,
    }),
    refusedFrames: new Counter({
      name: 'touchline_refused_frames_total',
      help: 'Frames answered with an error, by kind',
      labelNames: ['kind'],
      registers,
    }),
    appends: new Counter({
      name: 'touchline_appends_total',
      help: 'Commands given to the log, by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    appendSeconds: new Histogram({
      name: 'touchline_append_seconds',
      help: 'From submitting a command to its commit',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    batchSize: new Histogram({
      name: 'touchline_append_batch',
      help: 'Commands per group commit',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    }),
  };
}
