/**
 * `npm start`: a relay, the demo site in it, and the example betting site beside it. The example is a child that
 * ends with us, however we end; Postgres outlives a kill and is adopted by the next start.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@touchline/shared/clock.ts';
import { type Config, environmentWith, readConfig, SettingError } from './config.ts';
import { DEMO_KEY_ID, DEMO_OPERATORS, DEMO_PASSWORD, DEMO_SECRET, DEMO_SITE_KEY, seedDemo } from './demo-site.ts';
import { failToStart, startRelay, stopOnSignals } from './server.ts';

async function main(): Promise<void> {
  const config = readConfig(environmentWith({ LOG_LEVEL: 'warn' }));
  const origins = [`http://localhost:${config.examplePort}`, `http://127.0.0.1:${config.examplePort}`];
  const relay = await startRelay(config, (db) => seedDemo(db, systemClock, origins));
  const example = startExample(config, relay.url);
  const stop = async () => {
    example.child.kill('SIGTERM');
    await relay.stop();
  };
  stopOnSignals(stop);
  try {
    const exampleUrl = await example.listening;
    process.stdout.write(welcome(exampleUrl, relay.url));
  } catch (error) {
    await stop();
    throw error;
  }
}

function startExample(config: Config, chatUrl: string) {
  const child = fork(fileURLToPath(new URL('../examples/betting-site/server.ts', import.meta.url)), {
    env: {
      ...environmentWith(),
      EXAMPLE_PORT: String(config.examplePort),
      HOST: config.host,
      CHAT_URL: chatUrl,
      CHAT_SITE: DEMO_SITE_KEY,
      CHAT_KEY_ID: DEMO_KEY_ID,
      CHAT_SECRET: DEMO_SECRET,
    },
  });
  const listening = new Promise<string>((resolve, reject) => {
    child.on('message', (message) => resolve(String((message as { url?: string }).url)));
    child.on('exit', () => reject(new SettingError('The example site did not start; its own message stands above.')));
  });
  return { child, listening };
}

function welcome(exampleUrl: string, relayUrl: string): string {
  return `
Touchline is running.

  Betting site   ${exampleUrl}
  Inbox          ${relayUrl}/inbox
${DEMO_OPERATORS.map(({ name, role, email }) => `                 ${name}, ${role}: ${email}, password ${DEMO_PASSWORD}`).join('\n')}

Try this: open the betting site, write something in the chat, and answer it from the inbox in another window.
Then reload either page, or stop this with Ctrl-C and start it again: every message is still there.
`;
}

main().catch(failToStart);
