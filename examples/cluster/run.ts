/**
 * `npm run cluster`: three relays behind nginx, with Redis between them and one Postgres below, and the example betting
 * site, all as processes of this machine. Whatever dies is started again; Ctrl-C ends all of them.
 *
 *     browser ──▶ nginx ──▶ relay 1, relay 2, relay 3 ──▶ Redis (doorbell), Postgres (truth)
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDatabase } from './database.ts';
import { keepRunning } from './keep-running.ts';
import { nginxConf } from './nginx-conf.ts';
import { freePorts, refuseTaken, untilReady } from './ports.ts';
import { findPrograms } from './programs.ts';
import { welcome } from './welcome.ts';

const RELAYS = 3;
const program = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const say = (line: string) => process.stdout.write(`${line}\n`);

/** In the order of starting; they are ended in the reverse of it. */
const endings: (() => Promise<unknown>)[] = [];
let ending: Promise<void> | undefined;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
main().catch((error: Error) => {
  if (!ending) process.stderr.write(`${error.message}\n`);
  return end(1);
});

async function main(): Promise<void> {
  const port = Number(process.env.PORT || 4000);
  const examplePort = Number(process.env.EXAMPLE_PORT || 4100);
  const programs = findPrograms(process.env.PATH ?? '');
  await refuseTaken(port, 'PORT');
  await refuseTaken(examplePort, 'EXAMPLE_PORT');
  const [redisPort = 0, ...relayPorts] = await freePorts(1 + RELAYS);
  const url = `http://localhost:${port}`;

  const postgres = startDatabase(program('relay/demo-database.ts'), { EXAMPLE_PORT: `${examplePort}` });
  endings.push(postgres.stop);
  const database = await postgres.ready;
  if (ending) return;

  // Nothing in it is worth keeping: what Redis forgets is read from Postgres.
  const redisArgs = ['--port', `${redisPort}`, '--bind', '127.0.0.1', '--save', '', '--loglevel', 'warning'];
  const redis = keepRunning({ name: 'Redis', command: programs.redis, args: redisArgs, say });
  endings.push(() => redis.stop());

  const relays = relayPorts.map((relayPort, n) =>
    keepRunning({
      name: `relay ${n + 1}`,
      command: process.execPath,
      args: [program('relay/server.ts')],
      env: {
        ...process.env,
        LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
        HOST: '127.0.0.1',
        PORT: `${relayPort}`,
        PUBLIC_URL: url,
        TRUST_PROXY: '127.0.0.1',
        DATABASE_URL: database.databaseUrl,
        REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      },
      say,
    }),
  );
  // All at once, and while nginx still carries their goodbyes.
  endings.push(() => Promise.all(relays.map((relay) => relay.stop())));
  await Promise.all(relayPorts.map((relayPort) => untilReady(`http://127.0.0.1:${relayPort}/ready`)));

  const folder = await mkdtemp(join(tmpdir(), 'touchline-nginx-'));
  // Started by root, its workers are somebody else.
  await chmod(folder, 0o755);
  const hosts = relayPorts.map((relayPort) => `127.0.0.1:${relayPort}`);
  await writeFile(join(folder, 'nginx.conf'), nginxConf({ listen: `127.0.0.1:${port}`, relays: hosts, folder }));
  const nginxArgs = ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'];
  const nginx = keepRunning({ name: 'nginx', command: programs.nginx, args: nginxArgs, say });
  endings.splice(2, 0, async () => {
    await nginx.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const example = keepRunning({
    name: 'betting site',
    command: process.execPath,
    args: [program('examples/betting-site/server.ts')],
    env: { ...process.env, ...database.site, EXAMPLE_PORT: `${examplePort}`, HOST: '127.0.0.1', CHAT_URL: url },
    say,
  });
  endings.push(() => example.stop());
  await Promise.all([untilReady(`${url}/ready`), untilReady(`http://localhost:${examplePort}/`)]);

  const parts = relays.map((relay, n) => ({ url: `http://127.0.0.1:${relayPorts[n]}`, pid: relay.pid }));
  say(welcome({ url, exampleUrl: `http://localhost:${examplePort}`, operators: database.operators, relays: parts }));
}

function end(code: number): Promise<void> {
  ending ??= (async () => {
    for (const stop of endings.toReversed()) await stop();
    process.exit(code);
  })();
  return ending;
}
