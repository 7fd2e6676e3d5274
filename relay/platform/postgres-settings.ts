/**
 * What the bundled Postgres is told, on its command line, so that an old folder gets a new version's settings and
 * nothing written into its files can weaken what an acknowledgement promises.
 */
const settings: Record<string, string> = {
  // An ack means committed, and committed means on disk.
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',

  // Reached by TCP from this machine only: a socket file would add a path limit of 107 bytes and a folder to share.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',

  // One relay's pools and its workers use some thirty; each idle one costs a few MB.
  max_connections: '100',
  // Postgres's own default, written down: a chat's working set is small and the system's cache does the rest.
  shared_buffers: '128MB',
  // Full pages make most of the log; packing them costs little and saves disk writes.
  wal_compression: 'on',
  // Keeps the folder of a demo small; a busy one only checkpoints somewhat more often.
  max_wal_size: '512MB',
  // Chat has no query worth several processes, and their shared memory is 64 MB in a plain container.
  max_parallel_workers_per_gather: '0',

  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
  // Standard error goes to our file from the first line on; a collector process would begin too late.
  logging_collector: 'off',
};

export const POSTGRES_SETTINGS: readonly string[] = Object.entries(settings).flatMap(([name, value]) => [
  '-c',
  `${name}=${value}`,
]);
