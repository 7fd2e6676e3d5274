/** Where the chat stands: below a path of the brand's own, in a frame that may store nothing, and where it may not stand. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, launchWithoutStorage, PATIENT } from '../support/chromium.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { inboxScreen } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { startPrefixProxy } from '../support/prefix-proxy.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const pages = await startHostPages();
const { db, relay, site } = await setStage({ origins: [pages.url] });
const browser = await launchChromium();
const withoutStorage = await launchWithoutStorage();

const newPage = async () => (await browser.newContext({ locale: 'en' })).newPage();

describe('below a path of the brand’s own address', { timeout: 60_000 }, () => {
  it('widget and inbox work, and nothing asks the relay itself', async () => {
    const proxy = await startPrefixProxy(relay.url, '/support/chat', (url) => pageWith(scriptTag(url, '', 'proxied')));
    const proxied = await createSite(db, { key: 'proxied', origins: [proxy.origin] });
    const operator = await createOperator(db, [proxied]);
    const elsewhere: string[] = [];
    const watched = (page: Page) => {
      const note = (url: string) => url.includes(`//${new URL(proxy.url).host}/`) || elsewhere.push(url);
      page.on('request', (request) => note(request.url()));
      page.on('websocket', (socket) => note(socket.url()));
      return page;
    };

    // 1. A player on the brand's page.
    const chat = playerScreen(watched(await newPage()));
    await chat.page.goto(`${proxy.origin}/`);
    await chat.open();
    await chat.send('below a path');
    await expect.poll(() => conversationsWith(db, 'below a path'), PATIENT).toHaveLength(1);

    // 2. An operator in the inbox beside it: signs in, follows a link, answers, loads it anew.
    const inbox = inboxScreen(watched(await newPage()), proxy.url);
    await inbox.page.goto(`${proxy.url}/inbox`);
    await inbox.signIn(operator);
    await inbox.rows.first().click();
    await expect.poll(() => inbox.texts(), PATIENT).toEqual(['below a path']);
    expect(new URL(inbox.page.url()).pathname).toMatch(/^\/support\/chat\/inbox\/c\//);
    await inbox.send('answered below it');
    await expect.poll(() => chat.texts(), PATIENT).toEqual(['below a path', 'answered below it']);
    await inbox.page.reload();
    await expect.poll(() => inbox.texts(), PATIENT).toEqual(['below a path', 'answered below it']);
    expect(elsewhere.filter((url) => !url.startsWith('data:'))).toEqual([]);
  });
});

describe('where nothing may be stored', { timeout: 60_000 }, () => {
  it('a frame on another site has a chat all the same', async () => {
    const page = await withoutStorage.newPage();
    const framed = pages.serve('/framed', pageWith(scriptTag(relay.url)));
    const frame = `<iframe src="${framed}" style="width: 900px; height: 700px"></iframe>`;
    await page.goto(pages.serve('/framing', pageWith('', frame)).replace('localhost', '127.0.0.1'));
    const inside = page.frameLocator('iframe');
    await inside.locator('touchline-chat [data-part=launcher]').click();
    const composer = inside.locator('touchline-chat [data-part=composer]');
    await composer.fill('from a frame');
    await composer.press('Enter');
    await expect.poll(() => conversationsWith(db, 'from a frame'), PATIENT).toHaveLength(1);
    const state = inside.locator('touchline-chat [data-part=message]');
    await expect.poll(() => state.getAttribute('data-state'), PATIENT).toBe('sent');
  });
});

describe('where the chat may not stand', () => {
  it.each([
    ['an unknown key', () => scriptTag(relay.url, '', 'nobody'), /“nobody”.*data-site/],
    [
      'an origin that is not on the list',
      () => scriptTag(relay.url, '', 'elsewhere'),
      /Add http:\/\/localhost:\d+ .*“elsewhere”/,
    ],
  ])('%s gives a line that says what to mend, and a page that goes on', async (name, tag, line) => {
    await createSite(db, { key: 'elsewhere', origins: ['https://other.example'] }).catch(() => {});
    const page = await newPage();
    const said: string[] = [];
    const thrown: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => thrown.push(error.message));
    await page.goto(pages.serve(`/refused-${name.length}`, pageWith(tag())));
    const chat = playerScreen(page);
    await chat.launcher.click();
    await expect.poll(() => said.filter((text) => text.startsWith('Touchline')).join(), PATIENT).toMatch(line);
    await expect.poll(() => chat.composer.isVisible()).toBe(false);
    expect(thrown).toEqual([]);
    expect(site.origins).not.toContain('https://other.example');
  });
});
