/** The JavaScript API as widget/README.md describes it, each command and event; and an app that changes pages by itself. */
import { SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createOperator, TEST_SECRET } from '../support/relay.ts';
import { newPhone } from '../support/slow-phone.ts';
import { SITE_KEY, setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const pages = await startHostPages();
const { db, relay, site, siteUrl } = await setStage({ origins: [pages.url] });
const browser = await launchChromium();

/** As the README has it, before the script tag. */
const QUEUE = `<script>
  window.Touchline = window.Touchline || function () { (Touchline.q = Touchline.q || []).push(arguments) }
</script>`;

type Heard = [event: string, detail: unknown];

const command = (page: Page, ...call: unknown[]) =>
  page.evaluate((words) => (window as unknown as { Touchline(...words: unknown[]): void }).Touchline(...words), call);

const heardBy = (page: Page) => page.evaluate(() => (window as unknown as { heard: Heard[] }).heard);

/** Listens to everything, before the script has come. */
const LISTEN = `<script>
  window.heard = [];
  for (const name of ['ready', 'open', 'close', 'message', 'unread', 'statechange'])
    Touchline('on', name, (detail) => heard.push([name, detail ?? null]));
</script>`;

describe('the JavaScript API', { timeout: 60_000 }, () => {
  it('obeys every command, from before the script came until after it was destroyed, and tells every event', async () => {
    const operator = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Alesia' }));
    const page = await (await browser.newContext({ locale: 'en' })).newPage();
    const chat = playerScreen(page);
    await page.exposeFunction('freshToken', signedToken);

    // 1. Commands before the script: they wait, and are carried out in order.
    const early = `<script>
      Touchline('identify', () => freshToken());
      Touchline('setTopic', 'payments');
      Touchline('setLocale', 'be');
      Touchline('offset', 72);
      Touchline('open');
    </script>`;
    await page.goto(pages.serve('/api', pageWith(scriptTag(relay.url), QUEUE + LISTEN + early)));
    await chat.composer.waitFor();
    expect(await chat.composer.getAttribute('placeholder')).toBe('Напішыце паведамленне');
    const panel = await chat.panel.boundingBox();
    const height = page.viewportSize()?.height ?? 0;
    expect(Math.round(height - (panel?.y ?? 0) - (panel?.height ?? 0))).toBe(72 + 16);

    // 2. The player is the signed one, the topic the page's; messages of both sides are told.
    await chat.send('дзе мой бонус');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    const [conversation = ''] = await conversationsWith(db, 'дзе мой бонус');
    const { rows } = await db.query(
      `select c.topic, p.external_id, p.name from conversations c join contacts p on p.id = c.contact_id where c.id = $1`,
      [conversation],
    );
    expect(rows).toEqual([{ topic: 'payments', external_id: 'player-7', name: 'Алена' }]);
    await command(page, 'close');
    await expect.poll(() => chat.panel.isVisible(), PATIENT).toBe(false);
    await operator.answer(conversation, 'ужо ідзе');
    await expect.poll(() => heardBy(page).then((heard) => heard.map(([name]) => name)), PATIENT).toContain('unread');
    const from = (kind: string, text: string) => expect.objectContaining({ conversation, from: kind, text });
    expect(await heardBy(page)).toEqual(
      expect.arrayContaining([
        ['ready', null],
        ['open', null],
        ['close', null],
        ['message', from('player', 'дзе мой бонус')],
        ['message', from('operator', 'ужо ідзе')],
        ['unread', { count: 1 }],
        ['statechange', { status: 'waiting' }],
        ['statechange', { status: 'open' }],
      ]),
    );

    // 3. The button goes and comes; the panel is turned over; who no longer listens hears nothing.
    await command(page, 'hide');
    await expect.poll(() => chat.launcher.isVisible()).toBe(false);
    await command(page, 'show');
    await expect.poll(() => chat.launcher.isVisible()).toBe(true);
    await command(page, 'off', 'open');
    const opened = (await heardBy(page)).filter(([name]) => name === 'open').length;
    await command(page, 'toggle');
    await expect.poll(() => chat.panel.isVisible(), PATIENT).toBe(true);
    await expect.poll(() => heardBy(page).then((heard) => heard.at(-1)), PATIENT).toEqual(['unread', { count: 0 }]);
    await command(page, 'toggle');
    await expect.poll(() => chat.panel.isVisible()).toBe(false);
    expect((await heardBy(page)).filter(([name]) => name === 'open')).toHaveLength(opened);

    // 4. Logged out, nothing of the player is left.
    await command(page, 'logout');
    await command(page, 'open');
    await chat.composer.waitFor();
    expect(await chat.texts()).toEqual([]);
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(conversation);

    // 5. Destroyed, all is gone but the name; a fresh tag starts anew, with what was asked for meanwhile.
    await command(page, 'destroy');
    expect(await chat.host.count()).toBe(0);
    await command(page, 'open');
    await page.evaluate(
      ([src, key]) => {
        const script = Object.assign(document.createElement('script'), { src, async: true });
        script.dataset.site = key;
        document.querySelector('script[data-site]')?.replaceWith(script);
      },
      [`${relay.url}/widget.js`, SITE_KEY] as const,
    );
    await chat.composer.waitFor();
    expect(await chat.host.count()).toBe(1);
    await chat.send('after the second coming');
    await expect.poll(() => conversationsWith(db, 'after the second coming'), PATIENT).toHaveLength(1);
  });
});

describe('the examples', { timeout: 60_000 }, () => {
  it('the app that changes pages by itself keeps one chat, takes it away and brings it back', async () => {
    const page = await (await browser.newContext({ locale: 'en' })).newPage();
    const chat = playerScreen(page);
    await page.goto(`${siteUrl}/spa/`);
    await page.getByRole('button', { name: 'Help' }).click();
    await chat.composer.waitFor();
    await chat.send('from an app');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    await page.keyboard.press('Escape');

    // 1. To a page without a chat and back: the same conversation, one chat.
    await page.getByRole('link', { name: 'A page without chat' }).click();
    await expect.poll(() => chat.host.count(), PATIENT).toBe(0);
    await page.getByRole('link', { name: 'Account' }).click();
    await expect.poll(() => chat.host.count(), PATIENT).toBe(1);
    await chat.open();
    await expect.poll(() => chat.texts(), PATIENT).toEqual(['from an app']);
    await page.keyboard.press('Escape');

    // 2. Logged in, it goes on; logged out, it is gone.
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('button', { name: 'Log out' }).waitFor();
    await chat.open();
    await chat.send('as Alena');
    await expect.poll(() => chat.texts(), PATIENT).toEqual(['from an app', 'as Alena']);
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent', 'sent']);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    await chat.open();
    await chat.part('topics').waitFor();
    expect(await chat.texts()).toEqual([]);
  });

  it('the betting site lifts the button above the bar of its bet slip', async () => {
    const page = await (await newPhone(browser)).newPage();
    const chat = playerScreen(page);
    await page.goto(`${siteUrl}/en/`);
    const low = (await chat.launcher.boundingBox())?.y ?? 0;
    await page.locator('[data-pick]').first().tap();
    await expect.poll(async () => (await chat.launcher.boundingBox())?.y ?? 0, PATIENT).toBeLessThan(low - 20);
  });
});

function signedToken(): Promise<string> {
  return new SignJWT({ name: 'Алена' })
    .setProtectedHeader({ alg: 'HS256', kid: 'one' })
    .setIssuer(SITE_KEY)
    .setAudience('touchline')
    .setSubject('player-7')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(TEST_SECRET));
}
