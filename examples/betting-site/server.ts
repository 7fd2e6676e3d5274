import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoPlayers } from './players.ts';
import { createSessions } from './sessions.ts';
import { readSettings, type Settings } from './settings.ts';
import { createSite } from './site.ts';
import { readStaticFiles } from './static-files.ts';

const CLOSE_WITHIN_MS = 2000;

/** The process: settings, listening, one clear sentence when that fails, and an orderly end. */
function main(): void {
  const settings = attempt(() => readSettings(process.env));
  const server = createServer(
    createSite({
      settings,
      players: demoPlayers,
      sessions: createSessions(),
      files: readStaticFiles(settings),
      now: () => new Date(),
    }),
  );
  const close = () => {
    server.close(() => process.exit(0));
    setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS).unref();
  };

  server.on('error', (error: NodeJS.ErrnoException) => stop(listenProblem(error, settings)));
  server.listen(settings.port, settings.host, () => {
    const { port } = server.address() as AddressInfo;
    const url = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`;
    // Whoever started us as a child says where we are in words of their own.
    if (!process.send)
      console.log(`Fairplay is at ${url}, its chat at ${settings.chatUrl} (site "${settings.chatSite}").`);
    if (!settings.chatSecret)
      console.log('CHAT_SECRET is not set: players can log in, but the chat will not know them.');
    process.send?.({ type: 'listening', url });
  });
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
  // Whoever started us has gone.
  process.once('disconnect', close);
}

function listenProblem(error: NodeJS.ErrnoException, { port, host }: Settings): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is in use; set EXAMPLE_PORT to a free one.`;
  if (error.code === 'EACCES') return `Port ${port} needs more rights; set EXAMPLE_PORT to one above 1023.`;
  if (error.code === 'EADDRNOTAVAIL') return `This machine has no address ${host}; set HOST to one it has.`;
  return `The site cannot listen on ${host}, port ${port}: ${error.message}.`;
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    return stop((error as Error).message);
  }
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

main();
