/**
 * Hostile texts through every field onto every surface: nothing runs, nothing is fetched, no text becomes markup. With
 * the pages' Content-Security-Policy, and with the browser ignoring it, so that it is the second lock and not the only one.
 */
import { DESK_VIEWS } from '@touchline/shared/up.ts';
import type { Locator, Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { PORTIONS, storable } from '../support/hostile-portions.ts';
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts';
import { strangeMarkup, watchForCode } from '../support/hostile-watch.ts';
import { setHostileWorld } from '../support/hostile-world.ts';
import { bringSession, type InboxScreen, inboxScreen } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';

const world = await setHostileWorld();
const browser = await launchChromium();

const VIEWPORT = { width: 1_400, height: 900 };
/** So high that every row of a list is drawn. */
const HIGH = { width: 1_400, height: 2_600 };
/** Hundreds of messages come page by page. */
const PAGES = { timeout: 60_000, interval: 25 };

const POLICIES = [
  ['with the pages’ policy', false],
  ['with the policy ignored', true],
] as const;

describe.each(POLICIES)('%s', { timeout: 180_000 }, (_name, bypassCSP) => {
  it('nothing runs in the inbox', async () => {
    const { page, found, look } = await open(bypassCSP);
    const inbox = await signIn(page);
    await throughTheLists(inbox, look);
    await throughTheConversation(inbox, look);
    await throughTheOthers(inbox, look);
    await throughThePages(page, look);
    expect(found).toEqual([]);
    await page.context().close();
  });

  it('nothing runs in the player’s panel', async () => {
    const { page, found, look } = await open(bypassCSP);
    await throughThePanel(page, look, bypassCSP ? 0 : 1);
    expect(found).toEqual([]);
    await page.context().close();
  });
});

describe('positive control', { timeout: 60_000 }, () => {
  it('where texts are put into a page as markup, many of them run, are fetched and are found', async () => {
    const strange: string[] = [];
    const { page, found } = await open(true);
    // Its own page for each few: some leave theirs.
    for (let i = 0; i < HOSTILE_TEXTS.length; i += 30) {
      const fresh = await page.context().newPage();
      await fresh.evaluate(asMarkup, HOSTILE_TEXTS.slice(i, i + 30)).catch(String);
      strange.push(...(await strangeMarkup(fresh).catch(() => [])));
    }
    await expect.poll(() => found.filter((one) => one.endsWith('ran')).length, PATIENT).toBeGreaterThan(10);
    expect(found.filter((one) => one.startsWith('asked')).length).toBeGreaterThan(3);
    expect(new Set(strange).size).toBeGreaterThan(20);
    await page.context().close();
  });

  it.each(['inbox', 'panel'])('where the %s itself makes markup of texts, they run and are found', async (where) => {
    const { page, found } = await open(true);
    await page.addInitScript(textsBecomeMarkup);
    await (where === 'inbox' ? signIn(page) : openPanel(page));
    await expect.poll(() => found, PATIENT).not.toEqual([]);
    expect(await strangeMarkup(page)).not.toEqual([]);
    await page.context().close();
  });

  it('there are 300 of them and more, and no two are the same', () => {
    expect(new Set(HOSTILE_TEXTS).size).toBeGreaterThanOrEqual(300);
  });
});

function asMarkup(texts: readonly string[]): void {
  for (const text of texts) {
    const place = document.createElement('div');
    place.innerHTML = text;
    document.body.append(place);
  }
}

/** What draws the pages puts a text there by this function. */
function textsBecomeMarkup(): void {
  const textNode = document.createTextNode.bind(document);
  document.createTextNode = (text) => {
    // Numbers come here too.
    if (!`${text}`.includes('<')) return textNode(text);
    const place = document.createElement('span');
    place.innerHTML = text;
    return place as unknown as Text;
  };
}

type Look = (surface: string) => Promise<void>;

async function open(bypassCSP: boolean) {
  const context = await browser.newContext({ bypassCSP, locale: 'en', viewport: VIEWPORT });
  if (bypassCSP) await context.route(/\/(inbox|transcripts)\b/, withoutPolicy);
  context.setDefaultTimeout(PATIENT.timeout);
  const found = await watchForCode(context);
  const page = await context.newPage();
  /** At what stands in the page now. */
  const look: Look = async (surface) => {
    found.push(...(await strangeMarkup(page)).map((one) => `${surface}: ${one}`));
  };
  return { page, found, look };
}

/** Trusted Types hold in a browser that ignores everything else of a policy. */
async function withoutPolicy(route: Route): Promise<void> {
  if (route.request().resourceType() !== 'document') return route.fallback();
  const response = await route.fetch();
  const { 'content-security-policy': _, ...headers } = response.headers();
  await route.fulfill({ response, headers });
}

const shows = (locator: Locator, count: number) => expect.poll(() => locator.count(), PATIENT).toBe(count);
const showsAtLeast = (locator: Locator, count: number) =>
  expect.poll(() => locator.count(), PATIENT).toBeGreaterThanOrEqual(count);

async function signIn(page: Page): Promise<InboxScreen> {
  const inbox = inboxScreen(page, world.relay.url);
  await bringSession(page.context(), world.relay.url, world.me);
  await page.goto(`${world.relay.url}/inbox/all`);
  await inbox.part('list').waitFor();
  return inbox;
}

/** Every list, what narrows and finds, and what is opened above them. */
async function throughTheLists({ page, part, rows, showList }: InboxScreen, look: Look): Promise<void> {
  await page.setViewportSize(HIGH);
  for (const view of DESK_VIEWS) {
    const count = world.rows.get(view) ?? 0;
    expect(count).toBeGreaterThan(0);
    await showList(view);
    await shows(rows, count);
    await look(view);
  }
  await page.setViewportSize(VIEWPORT);
  await part('narrow').click();
  await showsAtLeast(page.locator('[data-facet=tag] button'), PORTIONS.length);
  await look('narrowing');
  await page.keyboard.press('Escape');
  await part('choose').click();
  await part('choose-shown').click();
  await look('choosing');
  await part('choose-end').click();
  await part('team').click();
  await shows(page.locator('[data-part=team-table] tbody tr'), PORTIONS.length + 1);
  await look('the team');
  await page.keyboard.press('Escape');
  await page.locator('[popovertarget=account]').click();
  await part('aliases-open').click();
  await part('aliases').waitFor();
  await look('aliases');
  await page.keyboard.press('Escape');
  await part('aliases').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('pwned');
  await showsAtLeast(page.locator('[data-command]'), PORTIONS.length);
  await look('the command menu');
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox').fill('pwned');
  await part('found-more').click();
  await shows(part('hit'), world.rows.get('all') ?? 0);
  await look('the search');
  await page.getByRole('searchbox').fill('');
}

/** The one with all texts, and what is opened above it. */
async function throughTheConversation(inbox: InboxScreen, look: Look): Promise<void> {
  const { page, part, composer, messages } = inbox;
  const texts = await world.textsOf(world.everything);
  await page.setViewportSize(HIGH);
  await inbox.show(world.everything);
  await page.setViewportSize(VIEWPORT);
  const isWhole = async () => {
    await part('thread').evaluate((thread) => thread.scrollTo(0, 0));
    return [await messages.count(), await part('note-text').count()];
  };
  // Those with texts, and the one with files.
  await expect.poll(isWhole, PAGES).toEqual([HOSTILE_TEXTS.length + 1, HOSTILE_TEXTS.length]);
  expect((await inbox.texts()).filter(Boolean).sort()).toEqual(texts.sort());
  await shows(part('file'), world.files);
  await look('the thread');
  await part('tags').click();
  await page.getByLabel('Tag', { exact: true }).fill(storable(0));
  await look('tags');
  await page.keyboard.press('Escape');
  await part('transfer').click();
  await shows(page.locator('[data-part=colleagues] label'), PORTIONS.length);
  await page.locator('#transfer-note').fill(PORTIONS[0] as string);
  await look('a transfer to a colleague');
  await page.locator('[name=way][value=team]').check({ force: true });
  await shows(page.locator('[data-part=teams] label'), PORTIONS.length);
  await look('a transfer to a team');
  await page.keyboard.press('Escape');
  await composer.fill('/');
  await shows(part('reply'), PORTIONS.length);
  await look('the replies');
  await page.keyboard.press('Escape');
  await composer.fill(PORTIONS[1] as string);
  await look('the composer');
  await composer.fill('');
}

/** Each with a player, a page, a note, tags, a transfer, a rating or a block of its own; and a player's earlier ones. */
async function throughTheOthers(inbox: InboxScreen, look: Look): Promise<void> {
  const { part } = inbox;
  await inbox.page.setViewportSize(HIGH);
  await inbox.showList('all');
  for (const [i, conversation] of world.conversations.entries()) {
    await inbox.show(conversation);
    const [mark = ''] = /wned\(\d+\)/.exec(PORTIONS[i] as string) ?? [];
    await part('contact-note').filter({ hasText: mark }).waitFor();
    await look('a conversation');
  }
  await inbox.show(world.answered);
  await shows(part('contact-earlier').locator('li'), world.over);
  await look('earlier conversations');
}

async function throughThePages(page: Page, look: Look): Promise<void> {
  const { part } = inboxScreen(page, world.relay.url);
  await page.goto(`${world.relay.url}/inbox/replies`);
  await shows(part('reply-row'), PORTIONS.length);
  await part('reply-row').first().click();
  await look('the page of replies');
  await page.goto(`${world.relay.url}/inbox/translation`);
  await shows(part('term'), PORTIONS.length);
  await part('term').first().getByRole('button').first().click();
  await look('the page of translation');

  // The plain one sets lines in, so that none passes for one of ours.
  const bare = (text: string) => text.replace(/\s+/g, '');
  const texts = await world.textsOf(world.everything);
  const missing = (whole: string | null) => texts.filter((text) => !bare(whole ?? '').includes(bare(text)));
  const transcript = await world.transcript();
  await page.goto(transcript);
  expect(missing(await page.locator('body').textContent())).toEqual([]);
  await look('the transcript');
  const plain = await page.request.get(`${transcript}&form=text`);
  expect(plain.headers()).toMatchObject({
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-disposition': expect.stringMatching(/^attachment/),
  });
  expect(missing(await plain.text())).toEqual([]);
}

async function openPanel(page: Page) {
  const chat = playerScreen(page);
  await page.addInitScript(([name, value]) => localStorage.setItem(name, value), world.kept);
  await page.goto(world.siteUrl);
  await chat.open();
  return chat;
}

/** The conversation that operators filled, the list of all, and how it went: `turn` of those that are over. */
async function throughThePanel(page: Page, look: Look, turn: number): Promise<void> {
  const chat = await openPanel(page);
  const { part, messages } = chat;
  const isWhole = async () => {
    await part('thread').evaluate((thread) => thread.scrollTo(0, 0));
    return messages.count();
  };
  await expect.poll(isWhole, PAGES).toBe(HOSTILE_TEXTS.length + 2);
  expect((await chat.texts()).filter(Boolean).sort()).toEqual((await world.textsOf(world.answered)).sort());
  await look('the thread');
  await part('menu').click();
  await part('reference').waitFor();
  await look('the menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Your conversations' }).click();
  await shows(part('conversation'), world.over + 1);
  await look('the conversations');
  await part('conversation').filter({ hasText: 'Closed' }).nth(turn).click();
  await part('solved').click();
  await part('rating-comment').fill(PORTIONS[2] as string);
  await look('the rating');
  await part('send-rating').click();
  await part('rating-given').waitFor();
  await look('the rating that was given');
}
