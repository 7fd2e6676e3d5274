/** A deploy seen from a player's page in the middle of a chat: every relay is restarted, and the screen says nothing of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBalancer } from '../support/balancer.ts';
import { launchChromium } from '../support/chromium.ts';
import { until } from '../support/conditions.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { createSite } from '../support/relay.ts';
import { type RelayProcess, startRelayProcess } from '../support/relay-process.ts';
import { conversationsWith, writtenTexts } from '../support/written.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const browser = await launchChromium();
const host = await startHostPages();
let site: Awaited<ReturnType<typeof createSite>>;
let redis: TestRedis;
let relays: RelayProcess[];
let ports: number[];
let balancer: string;

const start = (port?: number) => startRelayProcess({ databaseUrl, redisUrl: redis.url, ...(port ? { port } : {}) });

beforeAll(async () => {
  site = await createSite(db, { origins: [host.url] });
  redis = await startRedis();
  relays = [await start(), await start()];
  ports = relays.map(({ url }) => Number(new URL(url).port));
  balancer = await startBalancer(ports);
});
afterAll(async () => {
  for (const relay of relays) await relay.kill();
  await redis.stop();
});

describe('a page in the middle of a chat', { timeout: 90_000 }, () => {
  it('shows no trouble while every relay is restarted, and sends what is written meanwhile', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(host.serve('/chat', pageWith(scriptTag(balancer, '', site.key))));
    const player = playerScreen(page);
    await player.open();
    await player.send('before');
    await until('it is written', async () => (await conversationsWith(db, 'before')).length === 1);
    const [conversation = ''] = await conversationsWith(db, 'before');
    // Of whatever the screen said about the line or marked as failed, from now on.
    await player.host.evaluate((element) => {
      const said: string[] = [];
      Object.assign(globalThis, { said });
      const look = () => {
        const line = element.shadowRoot?.querySelector('[data-part=connection]')?.textContent;
        if (line) said.push(line);
        if (element.shadowRoot?.querySelector('[data-state=failed]')) said.push('failed');
      };
      new MutationObserver(look).observe(element.shadowRoot as ShadowRoot, {
        ...{ subtree: true, childList: true, characterData: true, attributes: true },
      });
    });
    const texts = ['before'];
    for (const [n, relay] of relays.entries()) {
      const closing = relay.kill('SIGTERM');
      texts.push(`while relay ${n} closes`);
      await player.send(texts.at(-1) ?? '');
      await closing;
      relays[n] = await start(ports[n]);
      await until('all is written', async () => (await writtenTexts(db, conversation)).length === texts.length);
    }
    await until('the screen knows', async () => (await player.states()).every((state) => state === 'sent'));
    expect(await player.texts()).toEqual(texts);
    expect(await writtenTexts(db, conversation)).toEqual(texts);
    expect(await page.evaluate('said')).toEqual([]);
  });

  it('the check fails when there is no relay for a while', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(host.serve('/chat', pageWith(scriptTag(balancer, '', site.key))));
    const player = playerScreen(page);
    await player.open();
    await player.send('nobody hears');
    for (const relay of relays) await relay.kill('SIGTERM');
    await until('the screen says so', async () => (await player.part('connection').textContent()) !== '');
  });
});
