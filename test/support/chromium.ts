/** One real Chromium for a test file, closed when the file is done. Every person in a test has a context of their own. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll } from 'vitest';
import { findChromium, findHeadlessChromium } from './requirements.ts';

/** What a screen is given to show something; an answer takes a few milliseconds, a reconnection some seconds. */
export const PATIENT = { timeout: 15_000, interval: 25 } as const;

export const CHROMIUM_ARGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Playwright's own: a test of the back/forward cache needs the cache. */
export const WITH_PAGE_CACHE = ['--disable-back-forward-cache'];

/** Without a window where the machine has such a build: what a page does in it is the same. */
export function launchChromium(): Promise<Browser> {
  return launch(findHeadlessChromium() ?? chromiumPath());
}

/** What its users run: for figures of how quick something is, and for the back/forward cache, which needs the window. */
export function launchWholeChromium(): Promise<Browser> {
  return launch(chromiumPath());
}

async function launch(executablePath: string): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath,
    args: CHROMIUM_ARGS,
    ignoreDefaultArgs: WITH_PAGE_CACHE,
  });
  afterAll(() => browser.close());
  return browser;
}

export function chromiumPath(): string {
  const path = findChromium();
  if (!path) throw new Error('no Chromium: install one, or name it in CHROMIUM_PATH');
  return path;
}

/** A browser whose user forbids sites to store anything: `localStorage` itself throws there. */
export async function launchWithoutStorage(): Promise<BrowserContext> {
  const profile = await mkdtemp(join(tmpdir(), 'touchline-profile-'));
  await mkdir(join(profile, 'Default'));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: CHROMIUM_ARGS,
    locale: 'en',
  });
  afterAll(async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return context;
}
