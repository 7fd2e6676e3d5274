/** The chat in Arabic: everything is mirrored but what must not be, and numbers stay the numbers that were written. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { pageWith, scriptTag, startHostPages } from '../support/host-pages.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, siteUrl } = await setStage();
const pages = await startHostPages();
const browser = await launchChromium();
const site = await createSite(db, {
  key: 'souq',
  name: 'Fairplay!',
  languages: ['ar', 'en'],
  origins: [pages.url],
  settings: { notices: [{ label: { en: '18+' } }] },
});

/** On a page of this language, where the script tag may ask for another. */
async function arrive(page: Page, language: 'ar' | 'en', asked = language) {
  const dir = language === 'ar' ? 'rtl' : 'ltr';
  const body = pageWith(scriptTag(relay.url, `data-locale="${asked}"`, site.key));
  await page.goto(pages.serve(`/${language}/${asked}`, body.replace('lang="en"', `lang="${language}" dir="${dir}"`)));
  const chat = playerScreen(page);
  await chat.open();
  return chat;
}

const newPage = async () =>
  (await browser.newContext({ locale: 'en', viewport: { width: 360, height: 740 } })).newPage();

describe('the panel', () => {
  it('runs the way its language does, whichever way the page runs', async () => {
    const page = await newPage();
    const order = async (language: 'ar' | 'en', asked: 'ar' | 'en') => {
      const chat = await arrive(page, language, asked);
      expect(await directionIn(chat)).toBe(asked === 'ar' ? 'rtl' : 'ltr');
      const box = async (selector: string) => (await chat.panel.locator(selector).boundingBox())?.x ?? Number.NaN;
      return [
        (await box('h2')) - (await box('header > button:last-child')),
        (await box('textarea')) - (await box('.send')),
      ].map(Math.sign);
    };
    expect(await order('en', 'ar')).toEqual([1, 1]);
    expect(await order('ar', 'en')).toEqual([-1, -1]);
    expect(await order('ar', 'ar')).toEqual([1, 1]);
    // What is typed has its own direction, whatever the panel's.
    const chat = playerScreen(page);
    await chat.composer.fill('where is my money');
    await expect.poll(() => directionIn(chat), PATIENT).toBe('ltr');
    await chat.composer.fill('');
    await expect.poll(() => directionIn(chat), PATIENT).toBe('rtl');
  });
});

describe('the launcher', () => {
  it('stands at the end of the page, unless its tag says where; the panel above it', async () => {
    const page = await (await browser.newContext({ locale: 'ar', viewport: { width: 1_000, height: 700 } })).newPage();
    const place = async (dir: string, position: string) => {
      const body = pageWith(scriptTag(relay.url, position, site.key)).replace('<html', `<html dir="${dir}"`);
      await page.goto(pages.serve(`/launcher-${dir}`, body));
      const chat = playerScreen(page);
      const launcher = await chat.launcher.boundingBox();
      await chat.open();
      return [launcher?.x, (await chat.panel.boundingBox())?.x];
    };
    const [LEFT, RIGHT] = [
      [16, 16],
      [1_000 - 16 - 56, 1_000 - 16 - 384],
    ];
    expect(await place('rtl', '')).toEqual(LEFT);
    expect(await place('rtl', 'data-position="right"')).toEqual(RIGHT);
    expect(await place('ltr', '')).toEqual(RIGHT);
    await page.context().close();
  });
});

describe('a conversation in Arabic', { timeout: 60_000 }, () => {
  const LINES = {
    score: 'انتهت المباراة 2 - 1 لصالحنا',
    teams: 'مباراة BATE 2 - 1 Dinamo أمس في مينسك',
    amount: 'أين سحب بمبلغ 1 250,50 BYN من فضلكم',
    phone: 'هاتفي +375 (29) 123-45-67 اتصلوا بي',
    link: 'التفاصيل هنا https://fairplay.example/help/ شكرا',
    brand: 'Fairplay: متى يصل السحب رقم 48213؟',
  };

  it('has its sides, arrows and numbers right', async () => {
    const page = await newPage();
    const chat = await arrive(page, 'ar');
    const operator = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Alesia K.' }));
    await chat.send(LINES.score);
    await expect.poll(() => conversationsWith(db, LINES.score), PATIENT).toHaveLength(1);
    const [conversation = ''] = await conversationsWith(db, LINES.score);
    for (const text of Object.values(LINES).slice(1)) await operator.answer(conversation, text);
    await expect.poll(() => chat.texts(), PATIENT).toEqual(Object.values(LINES));

    // 1. Hers on the right, his own on the left, each with its sharp corner on its side.
    const bubbles = chat.messages.locator('.bubble');
    const left = await bubbles.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().left)));
    const right = await bubbles.evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().right)));
    expect(left[0]).toBe(16);
    expect(right.slice(1)).toEqual([344, 344, 344, 344, 344]);
    const corners = (index: number) =>
      bubbles.nth(index).evaluate((bubble) => {
        const { borderBottomLeftRadius, borderBottomRightRadius } = getComputedStyle(bubble);
        return [borderBottomLeftRadius, borderBottomRightRadius];
      });
    expect(await corners(0)).toEqual(['4px', '16px']);
    expect(await corners(5)).toEqual(['16px', '4px']);

    // 2. Each text runs by most of its letters, also the one that begins with a brand.
    expect(await bubbles.evaluateAll((all) => all.map((one) => one.getAttribute('dir')))).toEqual(
      Object.values(LINES).map(() => 'rtl'),
    );

    // 3. Whatever has an order of its own is read from left to right.
    for (const [text, token] of [
      [LINES.score, '2 - 1'],
      [LINES.teams, 'BATE 2 - 1 Dinamo'],
      [LINES.amount, '1 250,50 BYN'],
      [LINES.phone, '+375 (29) 123-45-67'],
      [LINES.link, 'https://fairplay.example/help/'],
      [LINES.brand, '48213'],
    ] as const)
      expect(await asSeen(bubble(chat, text), token)).toBe(token);

    // 4. Names and marks keep their last character where it is.
    await expect.poll(() => chat.part('status').textContent(), PATIENT).toContain('Alesia K.');
    expect(await asSeen(chat.part('status'), 'Alesia K.')).toBe('Alesia K.');
    expect(await asSeen(chat.messages.locator('.from').first(), 'Alesia K.')).toBe('Alesia K.');
    expect(await asSeen(chat.panel.locator('h2'), 'Fairplay!')).toBe('Fairplay!');
    expect(await asSeen(chat.part('footer'), '18+')).toBe('18+');
    await page.context().close();
  });

  it('the check fails where nothing holds a number together', async () => {
    const page = await newPage();
    const chat = await arrive(page, 'ar');
    await chat.send(LINES.score);
    await chat.message(LINES.score).waitFor();
    await chat.part('text').evaluate((bubble) => bubble.replaceChildren(bubble.textContent ?? ''));
    expect(await asSeen(bubble(chat, LINES.score), '2 - 1')).toBe('1 - 2');
    await page.context().close();
  });
});

it('an operator reads the same numbers, in the list as in the thread', async () => {
  const said = 'أين سحب بمبلغ 500 USD رقم BT-77 من فضلكم';
  const souq = await createSite(db, { languages: ['ar', 'en'] });
  const { conversation } = await writingPlayer(relay.url, souq, { locale: 'ar' }, said);
  const inbox = await openInbox(browser, relay.url, await createOperator(db, [souq]), {
    locale: 'en',
    viewport: { width: 1280, height: 700 },
  });
  await inbox.show(conversation);
  const shown = inbox.messages.locator('[data-part=text]');
  await shown.waitFor();
  for (const place of [inbox.row(conversation).locator('[data-part=row-text]'), shown]) {
    expect(await asSeen(place, '500 USD')).toBe('500 USD');
    expect(await asSeen(place, 'BT-77')).toBe('BT-77');
  }
  // Control: what the browser would make of it.
  await shown.evaluate((element) => element.replaceChildren(element.textContent ?? ''));
  expect(await asSeen(shown, '500 USD')).toBe('USD 500');
  await inbox.page.context().close();
});

describe('the list of conversations', { timeout: 60_000 }, () => {
  it('is behind an arrow that points to the right, and keeps to the right whatever is in it', async () => {
    const page = await newPage();
    const chat = playerScreen(page);
    const write = async (text: string) => {
      await chat.open();
      await chat.send(text);
      await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
    };
    const signIn = async () => {
      await page.goto(`${siteUrl}/be/login`);
      await page.locator('button[value=alena]').click();
      await page.waitForURL('**/account');
    };

    // 1. One that she had, and one from before she signed in.
    await signIn();
    await write('Bet 48213: BATE 2 - 1 Dinamo, why is it not settled? Please look.');
    await page.keyboard.press('Escape');
    await page.locator('form[data-logout] button').click();
    await page.waitForURL('**/be/');
    await write('متى يصل السحب؟');
    await signIn();
    await chat.open();
    await (await chat.languages()).selectOption('ar');

    // 2. The arrow is mirrored and stands on the right; the other icons are what they are.
    const back = chat.panel.getByRole('button', { name: 'محادثاتك' });
    await back.waitFor();
    const mirrored = await chat.panel
      .locator('header svg')
      .evaluateAll((icons) => icons.map((icon) => getComputedStyle(icon).transform.startsWith('matrix(-1,')));
    expect(mirrored).toEqual([true, ...mirrored.slice(1).map(() => false)]);
    expect((await back.boundingBox())?.x).toBeGreaterThan(300);

    // 3. Both lines begin on the right, and each is cut off at its own end.
    await back.click();
    const snippets = chat.part('home').locator('.snippet');
    await expect.poll(() => snippets.count(), PATIENT).toBe(2);
    const seen = await snippets.evaluateAll((all) =>
      all.map((one) => [one.getAttribute('dir'), getComputedStyle(one).textAlign, getComputedStyle(one).textOverflow]),
    );
    expect(seen.sort()).toEqual([
      ['ltr', 'right', 'ellipsis'],
      ['rtl', 'right', 'ellipsis'],
    ]);
    await page.context().close();
  });
});

describe('bad input', () => {
  it('neither turns a link around nor hides where it leads', async () => {
    const page = await newPage();
    const chat = await arrive(page, 'en');
    // A right-to-left override that would show the end as `exe.jpg` goes; a Cyrillic а in the host stays and is named.
    await chat.send('https://fairplay.example/\u202egpj.exe https://fаirplay.example/');
    const links = chat.messages.locator('a');
    await expect.poll(() => links.count(), PATIENT).toBe(2);
    expect(await links.evaluateAll((all) => all.map((a) => a.textContent))).toEqual([
      'https://fairplay.example/gpj.exe',
      'https://fаirplay.example/',
    ]);
    expect(await links.nth(1).evaluate((a) => getComputedStyle(a, '::after').content)).toContain('xn--');
    await page.context().close();
  });
});

const directionIn = ({ composer }: PlayerScreen) => composer.evaluate((field) => getComputedStyle(field).direction);

const bubble = (chat: PlayerScreen, text: string) => chat.message(text).locator('.bubble');

/** The characters of `token` as they stand on the screen, from left to right. */
function asSeen(place: Locator, token: string): Promise<string> {
  return place.evaluate((element, wanted) => {
    const range = document.createRange();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const all: { character: string; top: number; left: number }[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      [...(node.textContent ?? '')].forEach((character, i) => {
        range.setStart(node as Node, i);
        range.setEnd(node as Node, i + 1);
        const { top, left } = range.getBoundingClientRect();
        all.push({ character, top: Math.round(top), left });
      });
    }
    const start = (element.textContent ?? '').indexOf(wanted);
    return all
      .slice(start, start + wanted.length)
      .sort((a, b) => a.top - b.top || a.left - b.left)
      .map(({ character }) => character)
      .join('');
  }, token);
}
