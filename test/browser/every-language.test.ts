/** In each of the twelve languages, on the narrowest phone: axe finds nothing, and nothing is cut off. */
import { readFileSync } from 'node:fs';
import { LOCALES, type Locale } from '@touchline/shared/people.ts';
import { expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage();
const browser = await launchChromium();

it('the chat reads well in every language', { timeout: 120_000 }, async () => {
  const page = await (await browser.newContext({ locale: 'en', viewport: { width: 320, height: 568 } })).newPage();
  const chat = playerScreen(page);
  const inEach = async () => {
    for (const locale of LOCALES) {
      await page.evaluate((name) => (window as unknown as Chat).Touchline('setLocale', name), locale);
      await expect.poll(() => chat.composer.getAttribute('placeholder'), PATIENT).toBe(placeholderIn(locale));
      expect([locale, await axeFindings(page), await cutOff(chat)]).toEqual([locale, [], []]);
    }
  };

  // 1. Before anybody has written: topics, notice, footer.
  await page.goto(`${siteUrl}/script-tag.html`);
  await chat.open();
  await inEach();

  // 2. A conversation with both directions in it, and a text that is too long.
  const operator = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Alesia' }));
  await chat.send('2 - 1?');
  await expect.poll(() => conversationsWith(db, '2 - 1?'), PATIENT).toHaveLength(1);
  const [conversation = ''] = await conversationsWith(db, '2 - 1?');
  await operator.answer(conversation, 'السحب 48213 بمبلغ 1 250,50 BYN: https://fairplay.example/help');
  await expect.poll(() => chat.texts(), PATIENT).toHaveLength(2);
  await chat.composer.fill('x'.repeat(2_010));
  await chat.part('limit').waitFor();
  await inEach();

  // 3. The control: a word that no line can hold.
  await chat.panel.locator('header').evaluate((header) => header.append('W'.repeat(60)));
  expect(await cutOff(chat)).not.toEqual([]);
});

type Chat = { Touchline(...words: unknown[]): void };

function placeholderIn(locale: Locale): string {
  const file = new URL(`../../shared/locales/${locale}/widget.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'))['composer.placeholder'];
}

/** What is wider than its place, or reaches out of the panel. What only screen readers hear has no place. */
function cutOff({ panel }: PlayerScreen): Promise<string[]> {
  return panel.evaluate((box) => {
    const { left, right } = box.getBoundingClientRect();
    return [...box.querySelectorAll<HTMLElement>('*:not(.sr, .sr *)')]
      .filter((element) => {
        const place = element.getBoundingClientRect();
        const isWider = element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1;
        return isWider || place.left < left - 1 || place.right > right + 1;
      })
      .map(({ tagName, className, textContent }) => `${tagName}.${className}: ${textContent?.slice(0, 60)}`);
  });
}
