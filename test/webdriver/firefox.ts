/**
 * Firefox, which speaks WebDriver BiDi by itself: no geckodriver, which Debian has no package of. Everybody in a test
 * has a container of their own, with a window that is in front.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '../support/program.ts';
import { findFirefox } from '../support/requirements.ts';
import { type Bidi, connectBidi } from './bidi.ts';
import { first, type RemoteBrowser, type RemotePage, whenThere } from './remote.ts';

const ENTER = '\uE007';

/** Nothing of it asks the world outside. */
const PREFERENCES = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,nothing',
};

export async function launchFirefox(): Promise<RemoteBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'touchline-firefox-'));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, 'user.js'), lines.join('\n'));

  const options = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
  const firefox = startProgram(findFirefox() ?? 'firefox', options);
  const [, address] = await firefox.prints(/BiDi listening on (ws:\S+)/);
  const bidi = await connectBidi(`${address}/session`);
  await bidi.command('session.new', { capabilities: {} });
  return {
    async close() {
      bidi.hangUp();
      await firefox.end();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
    async openPage() {
      const { userContext } = await bidi.command<{ userContext: string }>('browser.createUserContext');
      const { context } = await bidi.command<{ context: string }>('browsingContext.create', {
        type: 'window',
        userContext,
      });
      return pageOf(bidi, context);
    },
  };
}

type Evaluated = {
  type: 'success' | 'exception';
  result?: { sharedId?: string; value?: string };
  exceptionDetails?: { text: string };
};

function pageOf(bidi: Bidi, context: string): RemotePage {
  const run = async (expression: string) => {
    const params = { expression, target: { context }, awaitPromise: true };
    const { result, exceptionDetails } = await bidi.command<Evaluated>('script.evaluate', params);
    if (!result) throw new Error(exceptionDetails?.text);
    return result;
  };
  const find = (path: string) =>
    whenThere(path, async () => {
      const { sharedId } = await run(
        `{ const found = ${first(path)}; found?.scrollIntoView({ block: 'nearest' }); found }`,
      );
      return sharedId ? { sharedId } : undefined;
    });
  const act = (...actions: object[]) => bidi.command('input.performActions', { context, actions });
  const click = async (path: string) => {
    const element = await find(path);
    const move = { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element } };
    const press = [
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await act({ type: 'pointer', id: 'mouse', actions: [move, ...press] });
  };

  return {
    goto: async (url) => void (await bidi.command('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await bidi.command('browsingContext.reload', { context, wait: 'complete' })),
    evaluate: async (expression) => JSON.parse((await run(`JSON.stringify(${expression})`)).value ?? 'null'),
    click,
    async type(path, text) {
      await click(path);
      const keys = [...text].map((each) => (each === '\n' ? ENTER : each));
      const actions = keys.flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await act({ type: 'key', id: 'keyboard', actions });
    },
    async choose(path, file) {
      await bidi.command('input.setFiles', { context, element: await find(path), files: [file] });
    },
  };
}
