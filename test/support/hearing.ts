/**
 * A Chromium as a person has it: one tab in front, the others hidden, their timers held back to one a minute, and sound
 * only after a click. And an ear in it: an extension that is told by the browser which tab is audible, measured on what
 * goes to the loudspeaker, a browser's own second after it has died away. So nothing of WebAudio is faked or wrapped.
 *
 * Playwright's own start would keep every tab awake, visible and allowed to sound, so it joins a running browser.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page, type Worker } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';
import { until } from './conditions.ts';
import { startProgram } from './program.ts';

const EAR = new URL('../fixtures/ear', import.meta.url).pathname;
const AS_A_PERSON_HAS_IT = [
  '--autoplay-policy=document-user-activation-required',
  '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/1',
  '--disable-features=DisableLoadExtensionCommandLineSwitch',
  `--load-extension=${EAR}`,
  '--remote-debugging-port=0',
];

export type Tab = { page: Page; id: number };
type Heard = { tab: number; audible: boolean; at: number };

export async function launchHearing() {
  const profile = await mkdtemp(join(tmpdir(), 'touchline-hearing-'));
  const program = startProgram(chromiumPath(), [
    ...[...CHROMIUM_ARGS, ...AS_A_PERSON_HAS_IT],
    ...['--lang=en', `--user-data-dir=${profile}`, 'about:blank'],
  ]);
  const [, address = ''] = await program.prints(/DevTools listening on (ws:\S+)/);
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const [context] = browser.contexts();
  if (!context) throw new Error('a browser without a context');
  const ear: Worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));

  const all = () => ear.evaluate<Heard[]>('heard');
  return {
    context,
    async close(): Promise<void> {
      await browser.close();
      await program.end();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
    /** In front of the others, in a window of its own where that is asked for. */
    async openTab(url: string, { inNewWindow = false } = {}): Promise<Tab> {
      const opening = context.waitForEvent('page');
      const [api, made] = inNewWindow ? ['windows', 'made.tabs[0].id'] : ['tabs', 'made.id'];
      const id = await ear.evaluate<number>(`chrome.${api}.create({ url: '${url}' }).then((made) => ${made})`);
      const page = await opening;
      await page.waitForLoadState();
      return { page, id };
    },
    /** Puts an empty tab before it. */
    async hide({ id, page }: Tab): Promise<void> {
      await ear.evaluate(
        `chrome.tabs.get(${id}).then(({ windowId }) => chrome.tabs.create({ windowId }).then(() => {}))`,
      );
      await until('the tab is hidden', () => page.evaluate(() => document.hidden));
    },
    /** How many milliseconds after `since` a tab began to sound, each time. */
    async rings(tab: Tab, since: number): Promise<number[]> {
      const begun = (await all()).filter(({ tab: id, audible, at }) => id === tab.id && audible && at >= since);
      return begun.map(({ at }) => at - since);
    },
    /** Resolves once no tab has sounded for so long. */
    async silence(ms: number): Promise<void> {
      const isSilent = async () => {
        const last = (await all()).at(-1);
        return !last || (!last.audible && Date.now() - last.at > ms);
      };
      await until(`silence for ${ms} ms`, isSilent, 3 * ms + 10_000);
    },
  };
}
