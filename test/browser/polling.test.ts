/**
 * Where no WebSocket passes: a brand's web server that refuses upgrades, and one that swallows them. Player and operator
 * hold a conversation all the same, in real browsers, over reloads and a relay that is killed in the middle.
 */
import type { Browser } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { startPrefixProxy, type Upgrades } from '../support/prefix-proxy.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const PREFIX = '/support/chat';
/** A swallowed handshake is given up after 10 s. */
const PATIENT_WITH_SILENCE = { ...PATIENT, timeout: 25_000 };

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
const browser: Browser = await launchChromium();

async function openChat(): Promise<PlayerScreen> {
  const chat = playerScreen(await (await browser.newContext({ locale: 'en' })).newPage());
  await chat.page.goto(pageUrl);
  await chat.open();
  return chat;
}

const same = (screen: PlayerScreen | InboxScreen, texts: string[]) =>
  expect.poll(() => screen.texts(), PATIENT_WITH_SILENCE).toEqual(texts);

describe.each<Upgrades>(['refuse', 'swallow'])('where the proxy does this to upgrades: %s', (upgrades) => {
  it('a conversation goes to and fro, over reloads and a killed relay', { timeout: 120_000 }, async () => {
    proxy.upgrades = upgrades;
    const chat = await openChat();
    const inbox = await openInbox(browser, proxy.url, operator);
    const said = [`${upgrades}: where is my bonus?`];

    await chat.send(said[0] ?? '');
    await same(chat, said);
    await expect.poll(() => chat.states(), PATIENT_WITH_SILENCE).toEqual(['sent']);
    await expect.poll(() => inbox.rows.count(), PATIENT_WITH_SILENCE).toBeGreaterThan(0);
    const [conversation = ''] = await conversationsWith(db, said[0] ?? '');
    await inbox.show(conversation);
    await same(inbox, said);

    await inbox.send(said[said.push('On its way') - 1] ?? '');
    await same(inbox, said);
    await same(chat, said);

    await chat.page.reload();
    await chat.open();
    await chat.send(said[said.push('Thank you') - 1] ?? '');
    await same(chat, said);
    await same(inbox, said);

    await relay.kill();
    await chat.send(said[said.push('Are you still there?') - 1] ?? '');
    await relay.start();
    await same(inbox, said);
    await inbox.page.reload();
    await same(inbox, said);
    await inbox.send(said[said.push('All the time') - 1] ?? '');
    await same(chat, said);
    await same(inbox, said);

    for (const text of said) expect(await conversationsWith(db, text)).toEqual([conversation]);
    const seqs = await chat.seqs();
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    await chat.page.context().close();
    await inbox.page.context().close();
  });
});
