/**
 * WebKitGTK by its own WebKitWebDriver, which speaks classic WebDriver, on a screen that nobody sees (Xvfb): it has no
 * other mode. A driver has one session, so everybody in a test has a driver.
 */
import { until } from '../support/conditions.ts';
import { startProgram } from '../support/program.ts';
import { freePort } from '../support/redis.ts';
import { first, type RemoteBrowser, type RemotePage, whenThere } from './remote.ts';

const ENTER = '\uE007';
/** By which WebDriver tells an element from other objects. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

export async function launchWebKit(): Promise<RemoteBrowser> {
  const screen = ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const xvfb = startProgram('Xvfb', screen);
  const [, display] = await xvfb.prints(/^(\d+)\n/m);
  const sessions: Session[] = [];
  return {
    async openPage() {
      const session = await openSession(`:${display}`);
      sessions.push(session);
      return pageOf(session.command);
    },
    async close() {
      await Promise.all(sessions.map((session) => session.end()));
      await xvfb.end();
    },
  };
}

type Command = <Value>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<Value>;
type Session = { command: Command; end(): Promise<void> };

async function openSession(display: string): Promise<Session> {
  const port = await freePort();
  const program = startProgram('WebKitWebDriver', [`--port=${port}`], { DISPLAY: display });
  const driver = commandsTo(`http://127.0.0.1:${port}`);
  const answers = () =>
    driver<{ ready: boolean }>('GET', '/status').then(
      ({ ready }) => ready,
      () => false,
    );
  await until('the driver answers', answers);
  const { sessionId } = await driver<{ sessionId: string }>('POST', '/session', { capabilities: {} });
  const command = commandsTo(`http://127.0.0.1:${port}/session/${sessionId}`);
  return {
    command,
    async end() {
      await command('DELETE', '');
      await program.end();
    },
  };
}

function commandsTo(address: string): Command {
  return async <Value>(method: string, path: string, body?: object) => {
    const response = await fetch(address + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${path}: ${value.error} ${value.message}`);
    return value;
  };
}

function pageOf(command: Command): RemotePage {
  const run = <Value>(expression: string) =>
    command<Value>('POST', '/execute/sync', { script: `return ${expression}`, args: [] });
  const find = (path: string) =>
    whenThere(path, async () => (await run<Record<string, string> | null>(first(path)))?.[ELEMENT]);

  return {
    goto: (url) => command('POST', '/url', { url }),
    reload: () => command('POST', '/refresh', {}),
    evaluate: run,
    click: async (path) => command('POST', `/element/${await find(path)}/click`, {}),
    async type(path, text) {
      await command('POST', `/element/${await find(path)}/value`, { text: text.replaceAll('\n', ENTER) });
    },
    async choose(path, file) {
      await command('POST', `/element/${await find(path)}/value`, { text: file });
    },
  };
}
