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
import {
  CHATTING_MAX_BYTES,
  CLIENT_MAX_BYTES,
  LAUNCHER_MAX_BYTES,
  MORE_WORDS_MAX_BYTES,
  PANEL_MAX_BYTES,
  PART_MAX_BYTES,
} from './budgets.ts';
import { buildWidget, DIST } from './build.ts';

const PANEL_MAX_REQUESTS = 3;
/** What several parts use: a few hundred bytes each, with the first of them. */
const SHARED = ['another', 'direction', 'files-size', 'reference', 'rolldown-runtime'];

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

/** And all that comes behind it without being asked for: what shows and sends messages, and what a phone needs. */
function toChat(locale: SiteStart['locale']): number {
  const scripts = new Set(['panel-', 'later-', 'phone-'].flatMap((name) => [...closure(asset(name))]));
  return [...scripts].reduce((sum, name) => sum + zipped(read(name)), zipped(startFor(locale)));
}

/** For whoever reads the run: how near each is to its limit. */
function table(): string {
  const row = (what: string, bytes: number, max: number) => `${what.padEnd(22)} ${bytes} of ${max}`;
  return [
    row('launcher', zipped(read('widget.js')), LAUNCHER_MAX_BYTES),
    row('idle client', zipped(read(asset('client-'))), CLIENT_MAX_BYTES),
    ...Object.entries(PART_MAX_BYTES).map(([name, max]) => row(name, zipped(read(asset(`${name}-`))), max)),
    ...LOCALES.map((locale) => row(`panel to write in, ${locale}`, toWrite(locale), PANEL_MAX_BYTES)),
    ...LOCALES.map((locale) => row(`panel to chat in, ${locale}`, toChat(locale), CHATTING_MAX_BYTES)),
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

describe('what comes later', () => {
  it.each([...LOCALES])('to chat, in %s: what shows and sends messages too', (locale) => {
    expect(toChat(locale)).toBeLessThanOrEqual(CHATTING_MAX_BYTES);
  });

  it.each(Object.entries(PART_MAX_BYTES))('%s, when it is needed', (name, max) => {
    expect(zipped(read(asset(`${name}-`)))).toBeLessThanOrEqual(max);
    const before = new Set([...closure(asset('panel-')), ...closure(asset('later-'))]);
    expect([...before].filter((one) => one.startsWith(`assets/${name}-`))).toEqual([]);
  });

  it('and nothing that is not named here', () => {
    const known = ['client', 'panel', 'later', 'polling', 'widget-more', ...SHARED, ...Object.keys(PART_MAX_BYTES)];
    const names = readdirSync(join(DIST, 'assets')).filter((name) => name.endsWith('.js'));
    expect(names.map((name) => name.slice(0, -12)).filter((name) => !known.includes(name))).toEqual([]);
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
