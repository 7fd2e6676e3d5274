/**
 * What a page pays for the chat: gzip, in bytes (a kilobyte is a thousand of them), and in requests. The relay sends
 * scripts and `start` compressed, with Brotli where the browser takes it, so this is the most that is sent. Beside
 * the numbers: what the scripts may not use.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LOCALES, type SiteStart, TOPICS } from '@touchline/shared/people.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildWidget, DIST } from './build.ts';

const LAUNCHER_MAX_BYTES = 1_500;
const CLIENT_MAX_BYTES = 6_000;
const PANEL_MAX_BYTES = 18_000;
const PANEL_MAX_REQUESTS = 3;
/** Not waited for: what shows and sends messages. */
const LATER_MAX_BYTES = 17_500;
/** Fetched with the first thing that needs it, each on its own. */
const ON_DEMAND_MAX_BYTES: Record<string, number> = {
  'files-chosen': 3_000,
  'files-chips': 2_000,
  enclosed: 4_000,
  translated: 1_000,
  rarely: 4_500,
  'subjects-later': 2_800,
};
const MORE_WORDS_MAX_BYTES = 3_000;

const zipped = (content: string | Buffer) => gzipSync(content, { level: 9 }).length;
const read = (name: string) => readFileSync(join(DIST, name), 'utf8');
const asset = (start: string) =>
  `assets/${readdirSync(join(DIST, 'assets')).find((name) => name.startsWith(start) && name.endsWith('.js'))}`;

/** A module and all that it cannot begin without. */
function closure(name: string, found = new Set<string>()): Set<string> {
  found.add(name);
  for (const [, imported] of read(name).matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+)["'`]/g)) {
    if (!found.has(`assets/${imported}`)) closure(`assets/${imported}`, found);
  }
  return found;
}

/** The answer to `start` for a site that uses all of it. */
function startFor(locale: SiteStart['locale']): string {
  const table = (name: string) =>
    JSON.parse(readFileSync(new URL(`../shared/locales/${locale}/${name}.json`, import.meta.url), 'utf8'));
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  const spoken = ['en', 'ru', 'az'].map((language) => names.of(language)).join(', ');
  const notices = ['18+', 'Licence', 'Play safely'].map((label) => ({
    label,
    url: 'https://brand.example/safer-gambling',
  }));
  const site = {
    key: 'brand',
    name: 'Brand',
    languages: [...LOCALES],
    topics: [...TOPICS],
    answeredIn: table('relay').answeredIn.replace('{{languages}}', spoken),
    greeting: 'Hello! How can we help?',
    color: '#0b6e4f',
    privacyUrl: 'https://brand.example/privacy',
    notices,
  };
  return JSON.stringify({ locale, words: table('widget'), site } satisfies SiteStart);
}

/** Panel, client and start: all that has to come before somebody can write. */
function toWrite(locale: SiteStart['locale']): number {
  return [...closure(asset('panel-'))].reduce((sum, name) => sum + zipped(read(name)), zipped(startFor(locale)));
}

/** For whoever reads the run: how near each is to its limit. */
function table(): string {
  const row = (what: string, bytes: number, max: number) => `${what.padEnd(22)} ${bytes} of ${max}`;
  return [
    row('launcher', zipped(read('widget.js')), LAUNCHER_MAX_BYTES),
    row('idle client', zipped(read(asset('client-'))), CLIENT_MAX_BYTES),
    row('later', zipped(read(asset('later-'))), LATER_MAX_BYTES),
    ...Object.entries(ON_DEMAND_MAX_BYTES).map(([name, max]) => row(name, zipped(read(asset(`${name}-`))), max)),
    ...LOCALES.map((locale) => row(`panel to write in, ${locale}`, toWrite(locale), PANEL_MAX_BYTES)),
  ].join('\n');
}

beforeAll(async () => {
  if (!existsSync(join(DIST, 'widget.js'))) await buildWidget();
  console.info(table());
});

describe('what a page pays', () => {
  it('before anybody wants to chat: the launcher, one request', () => {
    expect(zipped(read('widget.js'))).toBeLessThanOrEqual(LAUNCHER_MAX_BYTES);
  });

  it('to hear of an answer while idle: the client, one request', () => {
    expect([...closure(asset('client-'))]).toHaveLength(1);
    expect(zipped(read(asset('client-')))).toBeLessThanOrEqual(CLIENT_MAX_BYTES);
  });

  it.each([...LOCALES])('to write, in %s: panel, client and start', (locale) => {
    expect(closure(asset('panel-')).size + 1).toBeLessThanOrEqual(PANEL_MAX_REQUESTS);
    expect(toWrite(locale)).toBeLessThanOrEqual(PANEL_MAX_BYTES);
  });
});

describe('what nobody waits for', () => {
  it('what shows and sends messages', () => {
    expect(zipped(read(asset('later-')))).toBeLessThanOrEqual(LATER_MAX_BYTES);
  });

  it.each(Object.entries(ON_DEMAND_MAX_BYTES))('%s, when it is needed', (name, max) => {
    expect(zipped(read(asset(`${name}-`)))).toBeLessThanOrEqual(max);
    const before = new Set([...closure(asset('panel-')), ...closure(asset('later-'))]);
    expect([...before].filter((one) => one.startsWith(`assets/${name}-`))).toEqual([]);
  });

  it('the words for it, in one language', () => {
    const files = readdirSync(join(DIST, 'assets')).filter((name) => /^widget-more-.*\.js$/.test(name));
    expect(files).toHaveLength(LOCALES.length);
    for (const name of files) expect(zipped(read(`assets/${name}`))).toBeLessThanOrEqual(MORE_WORDS_MAX_BYTES);
  });
});

describe('the built scripts', () => {
  const scripts = () => [
    'widget.js',
    ...readdirSync(join(DIST, 'assets'))
      .filter((name) => name.endsWith('.js'))
      .map((name) => `assets/${name}`),
  ];

  it('use nothing that the oldest browsers lack (Chrome 86, Safari 14, Firefox 78)', () => {
    const newer =
      /\.(findLast|findLastIndex|at|replaceAll|toSorted|toReversed|toSpliced|hasOwn|groupBy|any)\(|structuredClone|WeakRef|randomUUID|\?\?=|\|\|=|&&=|\bstatic\s*\{/;
    for (const name of scripts()) expect([name, newer.exec(read(name))?.[0]]).toEqual([name, undefined]);
  });

  it('never turn text into markup or code', () => {
    const unsafe = /innerHTML\s*=[^=]|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/;
    // Preact itself knows dangerouslySetInnerHTML; nobody here uses it.
    for (const name of scripts())
      expect([name, unsafe.exec(read(name).replace(/\.innerHTML=\w+\.__html/g, ''))?.[0]]).toEqual([name, undefined]);
  });
});
