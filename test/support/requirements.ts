/**
 * The programs that the tests need and npm does not bring: a real Redis, a real browser, and nginx for the cluster.
 * As root on a Debian-like machine they are installed; elsewhere the reader is told what to install. Without those that
 * not every machine can have, the tests that need them are skipped: apertium, a translation engine that only Debian and
 * its kin have packages of, and browsers other than Chromium.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Absolute path of Chromium or Chrome; CHROMIUM_PATH overrules the search. */
export function findChromium(): string | undefined {
  return (
    process.env.CHROMIUM_PATH ||
    find(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'])
  );
}

/**
 * The same engine without the window around it, in which a page opens at less than half the cost. Not every system has
 * it, and who names a browser means that one.
 */
export function findHeadlessChromium(): string | undefined {
  return process.env.CHROMIUM_PATH ? undefined : find(['chromium-headless-shell', 'chrome-headless-shell']);
}

export function findRedis(): string | undefined {
  return find(['redis-server']);
}

export function findFirefox(): string | undefined {
  return find(['firefox-esr', 'firefox']);
}

function findNginx(): string | undefined {
  return find(['nginx']) ?? ['/usr/sbin/nginx', '/usr/local/sbin/nginx'].find(isProgram);
}

/** Whether all languages are there that the tests translate between. */
export function hasApertium(): boolean {
  return ['bel-rus', 'rus-bel', 'eng-spa', 'spa-eng'].every((pair) =>
    existsSync(`/usr/share/apertium/modes/${pair}.mode`),
  );
}

/** Its driver, and a screen that nobody sees: it shows itself on nothing less. */
export function hasWebKit(): boolean {
  return Boolean(find(['WebKitWebDriver']) && find(['Xvfb']));
}

const HEADLESS = ['chromium-headless-shell'];
const OTHER_BROWSERS = ['firefox-esr', 'webkit2gtk-driver', 'xvfb'];
const APERTIUM = ['apertium', 'apertium-bel-rus', 'apertium-rus-ukr', 'apertium-eng-spa', 'apertium-es-pt'];

/** Returns a sentence when something is missing and could not be installed. */
export function ensureRequirements(): string | undefined {
  const missing = [
    findRedis() ? '' : 'redis-server',
    findNginx() ? '' : 'nginx',
    findChromium() ? '' : 'chromium',
  ].filter((name) => name !== '');
  if (!hasApertium()) {
    const trouble = install(APERTIUM);
    if (trouble) console.log(`Without apertium the tests with a real translation engine are skipped. ${trouble}`);
  }
  if (!findFirefox() || !hasWebKit()) {
    const trouble = install(OTHER_BROWSERS);
    if (trouble) console.log(`Without other browsers the tests in them are skipped. ${trouble}`);
  }
  if (!process.env.CHROMIUM_PATH && !findHeadlessChromium()) {
    const trouble = install(HEADLESS);
    if (trouble) console.log(`Without it the tests in a browser take longer, in a whole Chromium. ${trouble}`);
  }
  if (missing.length === 0) return undefined;
  const trouble = install(missing);
  return findRedis() && findNginx() && findChromium()
    ? undefined
    : `Missing: ${missing.join(' and ')}. ${trouble ?? ''}`;
}

/** Returns what to do instead when that is not possible. */
function install(packages: string[]): string | undefined {
  const advice = `Install ${packages.join(' and ')}, for example with: sudo apt-get install ${packages.join(' ')}`;
  if (process.getuid?.() !== 0 || !find(['apt-get'])) return advice;

  console.log(`installing ${packages.join(' and ')} with apt-get …`);
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]]) {
    const { status, stdout, stderr } = spawnSync('apt-get', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) return `${advice}\n(apt-get ${args[0]} failed:\n${stdout}${stderr})`;
  }
  return undefined;
}

function find(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
