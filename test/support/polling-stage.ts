/** A brand's web server between browsers and a relay that passes upgrades, refuses them or swallows them. */
import { expect } from 'vitest';
import { launchChromium, PATIENT } from './chromium.ts';
import { type InboxScreen, openInbox } from './inbox-screen.ts';
import { type PlayerScreen, playerScreen } from './player-screen.ts';
import { startPrefixProxy, type Upgrades } from './prefix-proxy.ts';
import { createOperator, createSite } from './relay.ts';
import { setStage } from './stage.ts';
import { conversationsWith } from './written.ts';

const PREFIX = '/support/chat';
/** A swallowed handshake is given up after 10 s. */
export const PATIENT_WITH_SILENCE = { ...PATIENT, timeout: 25_000 };

export async function setPollingStage() {
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

  return { db, relay, proxy, pageUrl, browser, same, isPolling, polls, meet };
}
