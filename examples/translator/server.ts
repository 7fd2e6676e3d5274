/**
 * A translation service for the chat on a machine of one's own: Debian's apertium behind the HTTP interface of
 * LibreTranslate. Good between Belarusian, Russian and Ukrainian, rough between English, Spanish and Portuguese.
 *
 *     sudo apt-get install apertium apertium-bel-rus apertium-rus-ukr apertium-eng-spa apertium-es-pt
 *     node examples/translator/server.ts --port 5000
 *
 * It listens on 127.0.0.1 unless `--host` says otherwise, and asks nobody for a key: keep it behind a wall. The relay
 * is told of it by the setting
 *
 *     TRANSLATORS='[{"name": "apertium", "kind": "libretranslate", "url": "http://127.0.0.1:5000"}]'
 *
 * after which the administrator of a site may accept `apertium`. `"pairs": ["be-ru", "ru-be"]` in it limits what it is
 * asked for, where another service should have the rest.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { createEngine } from './engine.ts';
import { createLibreTranslate } from './libretranslate.ts';
import { installedPairs } from './pairs.ts';

const PACKAGES = 'apertium apertium-bel-rus apertium-rus-ukr apertium-eng-spa apertium-es-pt';
const TEXT_TIMEOUT_MS = 8_000;
const KEEP_ALIVE_MS = 75_000;

function main(): void {
  const { port, host } = settings();
  const pairs = installedPairs();
  if (pairs.length === 0) stop(`apertium is not installed; on Debian and Ubuntu: sudo apt-get install ${PACKAGES}`);
  const engine = createEngine(pairs, { timeoutMs: TEXT_TIMEOUT_MS });
  // Longer than any client's, or a line would be closed just when it is used again.
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, createLibreTranslate(engine));
  const close = () => {
    server.close();
    server.closeAllConnections();
    engine.close();
    if (process.connected) process.disconnect?.();
  };

  server.on('error', (error) => stop(`The translator cannot listen on ${host}, port ${port}: ${error.message}.`));
  server.listen(port, host, () => {
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
    const between = pairs.map(({ source, target }) => `${source}-${target}`).join(' ');
    console.log(`The translator is at ${url}: ${between}`);
    process.send?.({ type: 'listening', url });
  });
  process.once('SIGTERM', close);
  process.once('SIGINT', close);
  // Whoever started us has gone.
  process.once('disconnect', close);
}

function settings(): { port: number; host: string } {
  try {
    const { port, host } = parseArgs({
      options: { port: { type: 'string', default: '5000' }, host: { type: 'string', default: '127.0.0.1' } },
    }).values;
    if (/^\d{1,5}$/.test(port)) return { port: Number(port), host };
  } catch {
    // A flag that does not exist; the sentence below names those that do.
  }
  return stop('Use: node examples/translator/server.ts [--port 5000] [--host 127.0.0.1]');
}

function stop(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

main();
