/** An amount or a phone is on one line, whichever way its text runs, for the player and for the operator. */
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { bringSession, inboxScreen } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage();
const browser = await launchChromium();

const AMOUNTS = 'вернули деньги 1 250,50 BYN, '.repeat(9).trim();
const PHONES = 'позвоните +375 (29) 123-45-67 завтра '.repeat(9).trim();
const ARABIC = 'أين سحب بمبلغ 1 250,50 BYN من فضلكم '.repeat(9).trim();
const TEXTS = [AMOUNTS, PHONES, ARABIC];

/** Numbers, of all that the texts show, that stand on more than one line. */
const broken = (texts: Locator) =>
  texts.evaluateAll((all) =>
    all.flatMap((text) => {
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      const letters: { letter: string; top: number }[] = [];
      while (walker.nextNode()) {
        const node = walker.currentNode as Text;
        for (let at = 0; at < node.length; at++) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          letters.push({ letter: node.data.charAt(at), top: Math.round(range.getBoundingClientRect().top) });
        }
      }
      const whole = letters.map(({ letter }) => letter).join('');
      return [...whole.matchAll(/1 250,50 BYN,?|\+375 \(29\) 123-45-67/g)].flatMap(({ 0: number, index }) => {
        // A space at the end of a line has no place of its own.
        const tops = letters.slice(index, index + number.length).filter(({ letter }) => letter !== ' ');
        return new Set(tops.map(({ top }) => top)).size > 1 ? [number] : [];
      });
    }),
  );

it('for the player and for the operator', { timeout: 60_000 }, async () => {
  const phone = await browser.newContext({ locale: 'en', viewport: { width: 360, height: 740 } });
  const page = await phone.newPage();
  await page.goto(siteUrl);
  const chat = playerScreen(page);
  await chat.open();
  await chat.send(AMOUNTS);
  await expect.poll(() => conversationsWith(db, AMOUNTS), PATIENT).toHaveLength(1);
  const [conversation = ''] = await conversationsWith(db, AMOUNTS);
  const operator = await createOperator(db, [site]);
  const frames = await frameOperator(relay.url, operator);
  for (const text of TEXTS.slice(1)) await frames.answer(conversation, text);
  await expect.poll(() => chat.texts(), PATIENT).toEqual(TEXTS);
  const bubbles = chat.messages.locator('.bubble');
  await expect.poll(() => broken(bubbles), PATIENT).toEqual([]);

  const desk = await browser.newContext({ locale: 'en', viewport: { width: 390, height: 740 } });
  const inbox = inboxScreen(await desk.newPage(), relay.url);
  await bringSession(desk, relay.url, operator);
  await inbox.visit(conversation);
  await expect.poll(() => inbox.texts(), PATIENT).toEqual(TEXTS);
  const texts = inbox.messages.locator('[data-part=text]');
  expect(await broken(texts)).toEqual([]);

  // Control: as plain text they break, in both.
  for (const shown of [bubbles, texts]) {
    await shown.locator('bdi').evaluateAll((all) => {
      for (const one of all) (one as HTMLElement).style.display = 'inline';
    });
    expect((await broken(shown)).length).toBeGreaterThan(0);
  }
});
