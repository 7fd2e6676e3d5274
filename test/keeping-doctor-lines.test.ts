/** The doctor on whom the relay speaks with: each fault planted, and what it says of it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DIST } from '@touchline/relay/assets.ts';
import type { Finding } from '@touchline/relay/keeping/checks/finding.ts';
import { checkPort } from '@touchline/relay/keeping/checks/port.ts';
import { checkPublicAddress } from '@touchline/relay/keeping/checks/public-address.ts';
import { checkRedis } from '@touchline/relay/keeping/checks/redis.ts';
import { checkTranslators } from '@touchline/relay/keeping/checks/translators.ts';
import { translatorSettings } from '@touchline/relay/translation/translator-settings.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { answering, deadAddress, proxying, saying } from './support/keeping-doors.ts';
import { createTestDatabase } from './support/postgres.ts';
import { startRedis } from './support/redis.ts';
import { createSite, startTestRelay } from './support/relay.ts';

// Whole databases are made and filled, on machines that do much else.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const states = (findings: Finding[]) => findings.map(({ state }) => state);
const said = (findings: Finding[]) => findings.map(({ what, mend }) => `${what}: ${mend}`).join('\n');
const asRedis = (url: string) => url.replace('http:', 'redis:');
const html = (_: IncomingMessage, response: ServerResponse) =>
  response.setHeader('content-type', 'text/html').end('<p>');

describe('Redis', async () => {
  const redis = await startRedis();
  afterAll(() => redis.stop());

  it('that passes on what is said', async () => {
    const findings = await checkRedis(redis.url, systemClock);
    expect(states(findings)).toEqual(['ok']);
    expect(said(findings)).toMatch(/^Redis \d+\.\d+.* passes on what is said/);
  });

  it('at a wrong port, behind something else, or behind somebody silent', async () => {
    for (const [url, why] of [
      [await deadAddress(), 'ECONNREFUSED'],
      [await answering(html), 'is no Redis'],
      [await saying('220 mail.example ESMTP\r\n'), 'is no Redis'],
      [await saying(''), 'no answer within 4 s'],
    ] as const) {
      const findings = await checkRedis(asRedis(url), systemClock);
      expect(states(findings)).toEqual(['wrong']);
      expect(said(findings)).toContain(why);
    }
  });

  it('with a wrong password, or a user who may not publish', async () => {
    await redis.command('ACL', 'SETUSER', 'mute', 'on', '>pw', '~*', '+@all', 'resetchannels');
    const login = (user: string, password: string) => redis.url.replace('//', `//${user}:${password}@`);
    const strange = await checkRedis(login('mute', 'another'), systemClock);
    expect([states(strange), said(strange)]).toEqual([['wrong'], expect.stringContaining('WRONGPASS')]);
    expect(said(strange)).not.toContain('another');
    const mute = await checkRedis(login('mute', 'pw'), systemClock);
    expect([states(mute), said(mute)]).toEqual([['wrong'], expect.stringContaining('passes nothing on')]);
  });
});

describe('the relay', async () => {
  const { db } = await createTestDatabase();
  const other = await createTestDatabase();
  await createSite(db);
  await createSite(other.db);
  const relay = await startTestRelay(db);
  const stranger = await startTestRelay(other.db);
  afterAll(() => Promise.all([relay.close(), stranger.close()]));
  const portOf = (url: string) => Number(new URL(url).port);
  const at = (publicUrl: string) => checkPublicAddress({ publicUrl, widgetDist: DIST.widget, db });

  it('at its port, nobody there, or somebody else', async () => {
    expect(states(await checkPort('127.0.0.1', portOf(relay.url)))).toEqual(['ok']);
    expect(states(await checkPort('0.0.0.0', portOf(await deadAddress())))).toEqual(['warning']);
    expect(said(await checkPort('127.0.0.1', portOf(await answering(html))))).toContain('that is no relay');
    expect(states(await checkPort('127.0.0.1', portOf(await saying('220 mail\r\n'))))).toEqual(['wrong']);
  });

  it('at PUBLIC_URL, straight and behind a proxy that does what it should', async () => {
    for (const url of [relay.url, await proxying(relay.url)]) {
      const findings = await at(url);
      expect(states(findings)).toEqual(['ok', 'ok']);
      expect(said(findings)).toContain('by WebSocket too');
    }
  });

  it.each<[string, () => Promise<string>, string]>([
    ['nobody', deadAddress, 'cannot be reached from here (ECONNREFUSED)'],
    ['another server', () => answering(html), 'answers /ready with 200'],
    ['a redirect', () => answering((_, r) => r.writeHead(301, { location: '/x' }).end()), 'leads elsewhere (301)'],
    ['a proxy without a relay', () => answering((_, r) => r.writeHead(502).end('bad')), 'answers /ready with 502'],
    ['another installation', async () => stranger.url, 'another installation answers'],
    ['a proxy without WebSocket', () => proxying(relay.url, { upgrades: false }), 'no WebSocket comes through'],
    [
      'a proxy that drops headers',
      () => proxying(relay.url, { without: ['access-control-allow-origin', 'cross-origin-resource-policy'] }),
      'comes without access-control-allow-origin: * and cross-origin-resource-policy: cross-origin',
    ],
    [
      'a proxy with a page of its own',
      () => proxying(relay.url, { instead: { '/widget.js': '<p>' } }),
      'comes without content-type: text/javascript',
    ],
  ])('at PUBLIC_URL %s', async (_who, address, words) => {
    const findings = await at(await address());
    expect(states(findings).some((state) => state !== 'ok')).toBe(true);
    expect(said(findings)).toContain(words);
  });
});

describe('translators', () => {
  const setting = (kind: string, url: string) =>
    translatorSettings.parse(JSON.stringify([{ name: 'mine', kind, url, ...(kind === 'deepl' && { key: 'k:fx' }) }]));
  const json = (value: unknown, status = 200) =>
    answering((_, response) => response.writeHead(status).end(JSON.stringify(value)));

  it.each<[string, string, () => Promise<string>, string, string]>([
    ['that answers', 'libretranslate', () => json([{ code: 'be' }]), 'ok', 'answers'],
    ['that is something else', 'libretranslate', () => answering(html), 'wrong', 'it answers 200'],
    ['that is gone', 'libretranslate', deadAddress, 'wrong', 'ECONNREFUSED'],
    ['with room', 'deepl', () => json({ character_count: 1, character_limit: 100 }), 'ok', 'answers'],
    ['nearly used up', 'deepl', () => json({ character_count: 95, character_limit: 100 }), 'warning', '95 %'],
    ['with a wrong key', 'deepl', () => json({}, 403), 'wrong', 'does not take its key'],
  ])('one %s (%s)', async (_what, kind, address, state, words) => {
    const findings = await checkTranslators(setting(kind, await address()));
    expect([states(findings), said(findings)]).toEqual([[state], expect.stringContaining(words)]);
  });
});
