/**
 * Where no WebSocket passes: a brand's web server that refuses upgrades, and one that swallows them. Player and operator
 * hold a conversation all the same, in real browsers, over reloads and a relay that is killed in the middle.
 */
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { startPrefixProxy, type Upgrades } from '../support/prefix-proxy.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith, isDense, writtenTexts } from '../support/written.ts';

const PREFIX = '/support/chat';
/** A swallowed handshake is given up after 10 s. */
const PATIENT_WITH_SILENCE = { ...PATIENT, timeout: 25_000 };
const ROUNDS = 20;
/** Long enough for a poll without news to come back and the next to begin. */
const IDLE_MS = 30_000;

const { db, relay } = await setStage();
const proxy = await startPrefixProxy(
  relay.url,
  PREFIX,
  (url) => `<!doctype html><title>Brand</title><script src="${url}/widget.js" data-site="polling" async></script>`,
);
/** Another origin than the chat's, as it is for a brand. */
const pageUrl = proxy.origin.replace('localhost', '127.0.0.1');
const site = await createSite(db, { key: 'polling', origins: [pageUrl] });
const operator = await createOperator(db, [site]);
const browser = await launchChromium();

async function openChat(): Promise<PlayerScreen> {
  const chat = playerScreen(await (await browser.newContext({ locale: 'en' })).newPage());
  await chat.page.goto(pageUrl);
  await chat.open();
  return chat;
}

const same = (screen: PlayerScreen | InboxScreen, texts: string[]) =>
  expect.poll(() => screen.texts(), PATIENT_WITH_SILENCE).toEqual(texts);

/** Whether anybody asks within this time. */
async function isPolling(ms: number): Promise<boolean> {
  const before = polls();
  await new Promise((resolve) => setTimeout(resolve, ms));
  return polls() > before;
}

const polls = () => proxy.passed.filter((request) => request.endsWith('/poll')).length;

/** A player who has written, and an operator who looks at it. */
async function meet(upgrades: Upgrades, text: string) {
  proxy.upgrades = upgrades;
  const [chat, inbox] = await Promise.all([openChat(), openInbox(browser, proxy.url, operator)]);
  await chat.send(text);
  await expect.poll(() => chat.states(), PATIENT_WITH_SILENCE).toEqual(['sent']);
  const [conversation = ''] = await conversationsWith(db, text);
  await inbox.row(conversation).waitFor({ timeout: PATIENT_WITH_SILENCE.timeout });
  await inbox.show(conversation);
  await same(inbox, [text]);
  const leave = () => Promise.all([chat.page.context().close(), inbox.page.context().close()]);
  return { chat, inbox, conversation, leave };
}

describe.each<Upgrades>(['refuse', 'swallow'])('where the proxy does this to upgrades: %s', (upgrades) => {
  it('a conversation goes to and fro, over reloads and a killed relay', { timeout: 120_000 }, async () => {
    const said = [`${upgrades}: where is my bonus?`];
    const add = (text: string) => {
      said.push(text);
      return text;
    };
    const { chat, inbox, conversation, leave } = await meet(upgrades, said[0] ?? '');
    await expect.poll(() => inbox.connection.getAttribute('data-way')).toBe('polling');

    await inbox.send(add('On its way'));
    await same(inbox, said);
    await same(chat, said);

    await chat.page.reload();
    await chat.open();
    await chat.send(add('Thank you'));
    await same(chat, said);
    await same(inbox, said);

    await relay.kill();
    await chat.send(add('Are you still there?'));
    await relay.start();
    await same(inbox, said);
    await inbox.page.reload();
    await same(inbox, said);
    await inbox.send(add('All the time'));
    await same(chat, said);
    await same(inbox, said);

    expect(await writtenTexts(db, conversation)).toEqual(said);
    expect(await isDense(db, conversation)).toBe(true);
    await leave();
  });
});

it('the check fails where a client knows no other way', async () => {
  proxy.upgrades = 'refuse';
  const context = await browser.newContext({ locale: 'en' });
  let looked = 0;
  await context.route(/\/assets\/polling-/, (route) => {
    looked++;
    return route.abort();
  });
  const chat = playerScreen(await context.newPage());
  await chat.page.goto(pageUrl);
  await chat.open();
  await chat.send('heard by nobody');
  await expect.poll(() => looked, PATIENT).toBeGreaterThan(1);
  expect(await chat.states()).toEqual(['sending']);
  expect(await conversationsWith(db, 'heard by nobody')).toEqual([]);
  await context.close();
});

describe('over polling', () => {
  it('a message is on the other screen in a moment, and an idle client asks a few times a minute', {
    timeout: 120_000,
  }, async () => {
    const { chat, inbox, leave } = await meet('refuse', 'how quick is this?');
    const texts = ['how quick is this?'];
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [from, to] = round % 2 ? [inbox, chat] : [chat, inbox];
      texts.push(`round ${round}`);
      const seen = to.page.getByText(`round ${round}`, { exact: true }).first().waitFor();
      const before = performance.now();
      await from.send(`round ${round}`);
      await seen;
      took.push(performance.now() - before);
    }
    await same(chat, texts);
    took.sort((a, b) => a - b);
    await expect.poll(() => isPolling(2_000), PATIENT).toBe(false);
    const before = polls();
    await chat.page.waitForTimeout(IDLE_MS);
    const idle = polls() - before;
    console.info(
      `over polling, ${ROUNDS} messages from key to screen: median ${took[ROUNDS / 2]?.toFixed(0)} ms, worst ${took.at(-1)?.toFixed(0)} ms; ${idle} requests of two idle clients in ${IDLE_MS / 1000} s`,
    );
    expect(took[ROUNDS / 2]).toBeLessThan(1_000);
    expect(idle).toBeLessThanOrEqual(8);
    await leave();
  });

  it('goes back to WebSocket when one passes', async () => {
    const { chat, inbox, leave } = await meet('refuse', 'better soon');
    proxy.upgrades = 'pass';
    await expect.poll(() => inbox.connection.getAttribute('data-way'), PATIENT_WITH_SILENCE).toBe('socket');
    await inbox.send('better now');
    await same(chat, ['better soon', 'better now']);
    await leave();
  }, 60_000);
});

it('a relay that was down leaves nobody on polling', async () => {
  const { inbox, chat, leave } = await meet('pass', 'back in a moment');
  await relay.kill();
  await expect.poll(() => inbox.connection.getAttribute('data-state'), PATIENT).toBe('away');
  await relay.start();
  await expect.poll(() => inbox.connection.getAttribute('data-state'), PATIENT_WITH_SILENCE).toBe('ready');
  await expect.poll(() => inbox.connection.getAttribute('data-way'), PATIENT_WITH_SILENCE).toBe('socket');
  await inbox.send('back');
  await same(chat, ['back in a moment', 'back']);
  await expect.poll(() => isPolling(1_000), PATIENT).toBe(false);
  await leave();
}, 60_000);
