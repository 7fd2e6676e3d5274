/** The printed transcript in a real browser: it looks as it should, runs nothing, and prints. */
import { referenceOf } from '@touchline/shared/reference.ts';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium } from '../support/chromium.ts';
import { connectPlayer } from '../support/frame-client.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { freshId, linkTo } from '../support/sending-files.ts';
import { setStage } from '../support/stage.ts';

const { db, relay } = await setStage();
const browser = await launchChromium();

const HOSTILE = `"><script>document.title='pwned'</script><img src=x onerror="document.title='pwned'">`;

async function printed(
  locale: string,
  texts: [string, string],
  operatorName = 'Alesia',
): Promise<{ url: string; reference: string }> {
  const site = await createSite(db, {
    name: 'Fairplay',
    origins: [TEST_ORIGIN],
    settings: { notices: [], color: '#0b6e4f' },
  });
  const player = await connectPlayer(relay.url, site, { locale });
  const conversation = freshId();
  player.send({ type: 'post', conversation, clientId: freshId(), text: texts[0] });
  await player.next('ack');
  const desk = await frameOperator(relay.url, await createOperator(db, [site], { name: operatorName }));
  await desk.answer(conversation, texts[1]);
  await desk.resolve(conversation);
  const rating = { solved: true, speed: 5, courtesy: 5, competence: 4, comment: texts[0] };
  player.send({ type: 'rate', conversation, clientId: freshId(), rating });
  await player.next('ack', ({ seq }) => seq > 4);
  const { url } = await linkTo(player, conversation, 'transcript');
  return { url: `${relay.url}/${url}`, reference: referenceOf(conversation) };
}

/** A page of the site's would open it like this. */
async function opened(url: string, more = {}): Promise<Page> {
  const page = await (await browser.newContext({ bypassCSP: false, ...more })).newPage();
  await page.goto(url);
  return page;
}

it('is laid out by its own style alone, and is a document to a screen reader', async () => {
  const { url, reference } = await printed('en', ['Where is my payout?', 'It was sent yesterday.']);
  const page = await opened(url);
  expect(await page.title()).toBe(`Conversation ${reference} · Fairplay`);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Conversation ${reference}`);
  expect(await page.getByRole('article').count()).toBe(3);
  const border = await page.locator('header').evaluate((header) => getComputedStyle(header).borderBottomColor);
  expect(border).toBe('rgb(11, 110, 79)');
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.context().close();
  // To look at it, axe has to be let in.
  const looked = await opened(url, { bypassCSP: true });
  expect(await axeFindings(looked)).toEqual([]);
});

it('runs nothing of what was written', async () => {
  const { url } = await printed('en', [HOSTILE, HOSTILE], HOSTILE.slice(0, 80));
  const page = await opened(url);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.reload();
  expect(await page.title()).not.toContain('pwned');
  expect(await page.locator('script, img').count()).toBe(0);
  expect(asked).toEqual([url]);
  await page.context().close();
});

it('runs from right to left where its reader does, and fits a narrow screen', async () => {
  const { url } = await printed('ar', ['أين أموالي؟ الرهان رقم 48213', 'تم إرسالها أمس 2 - 1']);
  const page = await opened(url, { viewport: { width: 360, height: 740 } });
  expect(await page.locator('body').evaluate((body) => getComputedStyle(body).direction)).toBe('rtl');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.context().close();
});
