/** Files of messages, as a player sees them: images in room that is kept for them, everything else by name and size. */
import { FILE_TYPES } from '@touchline/shared/wire.ts';
import type { BrowserContextOptions } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe-findings.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { watchCosts } from '../support/host-page-watch.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { PDF, picture } from '../support/pictures.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator, signIn } from '../support/relay.ts';
import { freshId, send } from '../support/sending-files.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const pages = await startHostPages();
const { db, relay, site, siteUrl } = await setStage({ origins: [pages.url] });
const browser = await launchChromium();
const alesia = await createOperator(db, [site], { name: 'Alesia' });
const desk = await frameOperator(relay.url, alesia);
/** Where an operator's files come from: their inbox, signed in. */
const inbox = { origin: relay.url, cookie: await signIn(relay.url, alesia) };
const IMAGE = {
  name: 'receipt.png',
  contentType: 'image/png',
  bytes: await picture('png', { width: 900, height: 600 }),
};
const TERMS = { name: 'terms.pdf', contentType: 'application/pdf', bytes: PDF };
const PHONE = { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true };
let chat: PlayerScreen;
let conversation: string;

async function begin(options: BrowserContextOptions = {}, url = `${siteUrl}/script-tag.html`) {
  const context = await browser.newContext({ locale: 'en', ...options });
  chat = playerScreen(await context.newPage());
  const watched = await watchCosts(chat.page);
  await chat.page.goto(url);
  await chat.open();
  const text = `begin ${freshId()}`;
  await chat.send(text);
  await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
  conversation = (await conversationsWith(db, text))[0] ?? '';
  return watched;
}
beforeEach(() => () => chat.page.context().close());

/** The operator's answer with these files. */
async function answer(...files: (typeof IMAGE)[]) {
  const seen = await desk.open(conversation);
  const ids: string[] = [];
  for (const file of files) ids.push((await send(relay.url, desk, conversation, file, inbox)).clientId);
  const clientId = freshId();
  desk.send({ type: 'post', conversation, clientId, text: '', seen, files: ids });
  await desk.next('ack', (ack) => ack.clientId === clientId);
}
/** Images come when what is returned is called. */
async function holdPreviews(): Promise<() => void> {
  let go = () => {};
  const released = new Promise<void>((resolve) => {
    go = resolve;
  });
  await chat.page.route('**/preview?*', async (route) => {
    await released;
    await route.continue();
  });
  return go;
}
const shown = () =>
  chat
    .part('image')
    .locator('img')
    .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0));
const box = () =>
  chat
    .part('image')
    .first()
    .evaluate((one) => [one.clientWidth, one.clientHeight]);

describe('an image', () => {
  it('is shown in room that was kept for it, and its name is said aloud', async () => {
    const { costs } = await begin();
    const fetched = await holdPreviews();
    await answer(IMAGE);
    await chat.part('image').waitFor();
    expect(await box()).toEqual([240, 160]);
    const before = (await costs()).shift;
    fetched();
    await expect.poll(shown, PATIENT).toEqual([true]);
    expect((await costs()).shift).toBe(before);
    await expect.poll(() => chat.part('announcer').textContent(), PATIENT).toBe('Alesia: receipt.png');
    expect(await axeFindings(chat.page)).toEqual([]);
  });

  it('opens large, and Escape closes it and nothing else', async () => {
    await begin();
    await answer(IMAGE);
    await chat.part('image').click();
    await chat.part('lightbox').locator('img').waitFor();
    expect(await axeFindings(chat.page)).toEqual([]);
    await chat.page.keyboard.press('Tab');
    expect(
      await chat
        .part('lightbox')
        .getByRole('button')
        .evaluate((one) => one.matches(':focus')),
    ).toBe(true);
    await chat.page.keyboard.press('Escape');
    await expect.poll(() => chat.part('lightbox').count(), PATIENT).toBe(0);
    expect(await chat.part('image').evaluate((one) => one.matches(':focus'))).toBe(true);
    expect(await chat.panel.isVisible()).toBe(true);
  });

  it('on a phone fits the screen, and Back closes first it and then the panel', async () => {
    await begin(PHONE);
    await answer(IMAGE);
    await chat.part('image').tap();
    await chat.part('lightbox').waitFor();
    expect(await chat.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await chat.page.goBack();
    await expect.poll(() => chat.part('lightbox').count(), PATIENT).toBe(0);
    expect(await chat.panel.isVisible()).toBe(true);
    await chat.page.goBack();
    await expect.poll(() => chat.panel.isVisible(), PATIENT).toBe(false);
  });

  it('closed by its button leaves the history as it was', async () => {
    await begin(PHONE);
    await answer(IMAGE);
    await chat.part('image').tap();
    await chat.part('lightbox').getByRole('button').tap();
    await expect.poll(() => chat.page.evaluate(() => history.state), PATIENT).toEqual({ touchline: true });
    expect(await chat.panel.isVisible()).toBe(true);
  });
});

describe('what is no image', () => {
  it('stands there by name and size, and opens by an address that is asked for when it is needed', async () => {
    await begin();
    await answer(TERMS);
    await chat.part('file').waitFor();
    expect(await chat.part('file').textContent()).toBe('terms.pdf1 kB (opens in a new tab)');
    const fetched = chat.page.context().waitForEvent('response', (one) => one.url().includes(`/files/${conversation}`));
    await chat.part('file').click();
    expect((await fetched).headers()['content-disposition']).toBe('attachment; filename=terms.pdf');
  });

  it('an image of a kind that this page does not know is a file like any other', async () => {
    const context = await browser.newContext({ locale: 'en' });
    await context.routeWebSocket(/\/socket/, (line) => {
      const onward = line.connectToServer();
      onward.onMessage((text) => line.send(String(text).replace('"type":"image/png"', '"type":"image/jxl"')));
    });
    chat = playerScreen(await context.newPage());
    await chat.page.goto(`${siteUrl}/script-tag.html`);
    await chat.open();
    await chat.part('clip').setInputFiles([{ name: IMAGE.name, mimeType: FILE_TYPES[1], buffer: IMAGE.bytes }]);
    await expect.poll(() => chat.part('chip').getAttribute('data-state'), PATIENT).toBe('stored');
    await chat.composer.press('Enter');
    await chat.part('file').waitFor();
    expect(await chat.part('image').count()).toBe(0);
  });
});

describe('on a page with a strict policy', () => {
  const policy = (images: string) =>
    `default-src 'none'; script-src ${relay.url}; connect-src ${relay.url} ${relay.url.replace('http', 'ws')}; ${images}; require-trusted-types-for 'script'; trusted-types 'none'`;
  const page = (images: string) =>
    pages.serve(`/strict-${images.length}`, pageWith(scriptTag(relay.url)), {
      'content-security-policy': policy(images),
    });

  it('that names the relay among its images, images are shown; what is being sent is drawn without `blob:`', async () => {
    await begin({}, page(`img-src ${relay.url}`));
    await answer(IMAGE);
    await expect.poll(shown, PATIENT).toEqual([true]);
    await chat.part('clip').setInputFiles([{ name: IMAGE.name, mimeType: 'image/png', buffer: IMAGE.bytes }]);
    await chat.part('chip').locator('canvas').waitFor();
  });

  it('that allows no images, a file stands in the same room', async () => {
    await begin({}, page(`img-src 'none'`));
    await answer(IMAGE);
    await chat.part('file').waitFor();
    expect(await chat.part('file').textContent()).toContain('receipt.png');
    expect(await chat.panel.locator('.image').evaluate((one) => [one.clientWidth, one.clientHeight])).toEqual([
      240, 160,
    ]);
    const inside = await chat.part('file').evaluate((file) => {
      const box = file.getBoundingClientRect();
      const isIn = (one: Element) => one.getBoundingClientRect().right <= box.right && one.clientWidth > 0;
      const name = file.querySelector('bdi') as HTMLElement;
      return [isIn(file.querySelector('svg') as Element), isIn(name), name.scrollWidth > name.clientWidth];
    });
    expect(inside).toEqual([true, true, false]);
  });
});

it('positive control: an image without its room moves what stands there', async () => {
  const { costs } = await begin();
  await chat.host.evaluate((host) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.image { height: auto !important }');
    const root = host.shadowRoot as ShadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  });
  const fetched = await holdPreviews();
  await answer(IMAGE);
  await chat.part('image').waitFor({ state: 'attached' });
  const before = (await costs()).shift;
  fetched();
  await expect.poll(shown, PATIENT).toEqual([true]);
  await expect.poll(async () => (await costs()).shift, PATIENT).toBeGreaterThan(before);
});
