/** An operator reads and writes their own language in a real browser, over a relay whose translator obeys the test. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import { NOBODY, type Rendering, type TranslationRequest } from '@touchline/relay/translation/translator.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe-findings.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { writtenTexts } from '../support/written.ts';

const { db } = await createTestDatabase();
const browser = await launchChromium();
type Answer = (request: TranslationRequest, text: string) => Rendering | Promise<Rendering>;
const say = (text: string): Rendering => ({ text, provider: 'own', problem: null });
const fail = (problem: 'altered' | 'unavailable' | 'unsupported' | 'budget'): Rendering => ({
  text: null,
  provider: null,
  problem,
});
/** What goes in comes out with its direction before it: enough to know it by. */
const echo: Answer = ({ source, target }, text) => say(`${source}→${target}: ${text}`);
let answer: Answer;
const relay = await startTestRelay(db, {
  translator: {
    ...NOBODY,
    supports: () => true,
    providers: () => [
      { name: 'own', host: 'translate.brand.example' },
      { name: 'deepl', host: 'api-free.deepl.com' },
    ],
    translate: (request) => Promise.all(request.texts.map((text) => answer(request, text))),
  },
});
afterAll(() => relay.close());
beforeEach(() => {
  answer = echo;
});

const accepted = translationRules.parse({ accepted: [{ provider: 'own', by: 'test', at: 1 }] });
const newSite = (more: Partial<Site> = {}) =>
  createSite(db, {
    name: 'Fairplay',
    languages: ['ru', 'be', 'pl', 'ar'],
    defaultLanguage: 'ru',
    translation: accepted,
    ...more,
  });

async function desk(site: Site, languages: SpokenLanguages, more: object = {}) {
  const operator = await createOperator(db, [site], { name: 'Alesia' });
  await createOperatorStore(db).equip(operator.id, { languages, topics: null, capacity: 9 });
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en', ...more });
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  onTestFinished(() => inbox.page.context().close());
  return { ...inbox, operator, translation: inbox.part('translation'), preview: inbox.part('preview') };
}
const belarusian = (site: Site, ...texts: string[]) =>
  writingPlayer(relay.url, site, { locale: 'be', name: 'Volha' }, ...texts);

describe('the thread', () => {
  it('shows the player’s words in the operator’s language, the original one tap away, both with their language', async () => {
    const site = await newSite();
    const alesia = await desk(site, { ru: 'native' });
    const { conversation, write } = await belarusian(site, 'дзе мой дэпазіт?');
    await expect.poll(() => alesia.row(conversation).textContent(), PATIENT).toContain('be→ru: дзе мой дэпазіт?');
    await alesia.show(conversation);
    await alesia.part('take').click();
    await expect.poll(() => alesia.texts(), PATIENT).toEqual(['be→ru: дзе мой дэпазіт?']);
    expect(await alesia.translation.textContent()).toBe('Translated from BelarusianOriginal');
    const text = alesia.messages.first().locator('[data-part=text]');
    expect(await text.getAttribute('lang')).toBe('ru');
    await alesia.translation.getByRole('button', { name: 'Original' }).click();
    expect(await alesia.texts()).toEqual(['дзе мой дэпазіт?']);
    expect(await text.getAttribute('lang')).toBe('be');
    await alesia.translation.getByRole('button', { name: 'Translation' }).click();
    expect(await alesia.texts()).toEqual(['be→ru: дзе мой дэпазіт?']);
    await write('50 BYN');
    await expect.poll(() => alesia.texts(), PATIENT).toHaveLength(2);
  });

  it('shows the original while a translation is awaited, and why there is none', async () => {
    const site = await newSite();
    const alesia = await desk(site, { ru: 'native' });
    let arrive = (_: Rendering) => {};
    answer = () => new Promise((resolve) => (arrive = resolve));
    const { conversation, write } = await belarusian(site, 'стаўка 48213');
    await alesia.show(conversation);
    await alesia.part('take').click();
    await expect.poll(() => alesia.translation.textContent(), PATIENT).toBe('Translating …');
    expect(await alesia.texts()).toEqual(['стаўка 48213']);
    arrive(fail('altered'));
    answer = () => fail('budget');
    await expect
      .poll(() => alesia.translation.textContent(), PATIENT)
      .toMatch(/^A number or name changed in translation/);
    expect(await alesia.texts()).toEqual(['стаўка 48213']);
    await write('яшчэ раз');
    await expect.poll(() => alesia.translation.last().getAttribute('data-problem'), PATIENT).toBe('budget');
  });

  it('shows beneath an own reply exactly what the player received, or why they read the original', async () => {
    const site = await newSite();
    const alesia = await desk(site, { ru: 'native' });
    const { conversation, received } = await belarusian(site, 'дзень добры');
    await alesia.show(conversation);
    await alesia.send('Здравствуйте! 1 250,50 BYN уже у вас.');
    const beneath = alesia.part('received-text');
    await expect.poll(() => beneath.textContent(), PATIENT).toBe('ru→be: Здравствуйте! 1 250,50 BYN уже у вас.');
    expect(await beneath.getAttribute('lang')).toBe('be');
    expect(JSON.stringify(received)).toContain((await beneath.textContent()) ?? '?');
    answer = () => fail('altered');
    await alesia.send('ставка 48213');
    const problem = alesia.translation.filter({ hasText: 'the player reads your original' });
    await expect.poll(() => problem.count(), PATIENT).toBe(1);
    expect((await alesia.texts()).slice(1)).toEqual(['Здравствуйте! 1 250,50 BYN уже у вас.', 'ставка 48213']);
  });

  it('a translation counts as nothing: no row, no ring, nothing unread, no hold of a reply, no line of new', async () => {
    expect(await afterATranslation()).toEqual(AS_IF_NOTHING);
  });

  it('the check fails for an inbox that takes a translation for a message', async () => {
    const asMessage = (event: Told) =>
      event.type === 'translated' && event.reader === 'operator'
        ? { ...event, type: 'message', author: { kind: 'player' }, clientId: crypto.randomUUID(), of: undefined }
        : event;
    expect(await afterATranslation(asMessage)).not.toEqual(AS_IF_NOTHING);
  });
});

const AS_IF_NOTHING = {
  states: ['received', 'sent'],
  held: '',
  newLines: 0,
  happenings: ['You took the conversation'],
  unread: 'false',
  title: 'Touchline',
};

/** What an operator's screen shows when a translation came while they were writing, and they then sent. */
async function afterATranslation(plant?: (event: Told) => object) {
  const site = await newSite();
  const alesia = await desk(site, { ru: 'native' });
  if (plant) await rewriteEvents(alesia.page, plant);
  let arrive = (_: Rendering) => {};
  answer = () => new Promise((resolve) => (arrive = resolve));
  const { conversation } = await belarusian(site, 'першае');
  await alesia.show(conversation);
  await alesia.part('take').click();
  // Whoever leaves before that has not read it, and comes back to a line of what is new.
  await expect.poll(() => isReadByOperator(conversation), PATIENT).toBe(true);
  await alesia.list('mine').click();
  await expect.poll(() => alesia.row(conversation).getAttribute('data-unread'), PATIENT).toBe('false');
  await alesia.show(conversation);
  await alesia.composer.fill('ответ');
  arrive(say('первое'));
  answer = echo;
  await alesia.messages.getByText('первое').waitFor();
  await alesia.composer.press('Enter');
  await expect.poll(() => writtenTexts(db, conversation), PATIENT).toHaveLength(plant ? 1 : 2);
  if (!plant) await alesia.part('received').waitFor();
  return {
    states: await alesia.states(),
    held: await alesia.part('held').textContent(),
    newLines: await alesia.page.locator('.new-line').count(),
    happenings: await alesia.happenings(),
    unread: await alesia.row(conversation).getAttribute('data-unread'),
    title: await alesia.page.title(),
  };
}

type Told = { type: string; reader?: string };
/** What the relay tells this page of logs, with a defect in it. */
async function rewriteEvents(page: Page, rewrite: (event: Told) => object): Promise<void> {
  await page.routeWebSocket(/inbox\/socket/, (socket) => {
    const relayed = socket.connectToServer();
    relayed.onMessage((text) => {
      const frame = JSON.parse(String(text));
      socket.send(JSON.stringify({ ...frame, ...(frame.events && { events: frame.events.map(rewrite) }) }));
    });
  });
  await page.reload();
}

describe('the language', () => {
  it('is shown, set by hand by name, and told; a side can do without translation', async () => {
    const site = await newSite();
    const alesia = await desk(site, { ru: 'native' });
    const { conversation } = await belarusian(site, 'дзе мой дэпазіт?');
    await alesia.show(conversation);
    await alesia.part('take').click();
    const language = alesia.part('player-language');
    await expect.poll(() => language.textContent(), PATIENT).toBe('Writes Belarusian(a guess)');
    await language.click();
    await alesia.page.locator('[data-language=pl]').click();
    await expect.poll(() => language.textContent(), PATIENT).toBe('Writes Polish(chosen)');
    await expect.poll(() => alesia.happenings(), PATIENT).toContain('You set the language to Polish');

    await language.click();
    await alesia.page.getByRole('switch', { name: 'Translate for me' }).click();
    await expect.poll(() => alesia.texts(), PATIENT).toEqual(['дзе мой дэпазіт?']);
    await expect.poll(() => alesia.happenings(), PATIENT).toContain('You turned translation for operators off');
    await alesia.page.getByRole('switch', { name: 'Translate for the player' }).click();
    await expect.poll(() => alesia.happenings(), PATIENT).toContain('You turned translation for the player off');
    await alesia.page.keyboard.press('Escape');
    await expect.poll(() => alesia.part('language-line').textContent(), PATIENT).toContain('No translation');
    expect(await alesia.preview.count()).toBe(0);
  });

  it('is no secret where nobody translates, and there is no word of that where it is known', async () => {
    const site = await newSite({ translation: translationRules.parse({}) });
    const alesia = await desk(site, { ru: 'native' });
    const { conversation } = await belarusian(site, 'дзе мой дэпазіт?');
    await alesia.show(conversation);
    await alesia.part('untranslated').waitFor();
    expect(await alesia.texts()).toEqual(['дзе мой дэпазіт?']);
    expect(await alesia.translation.count()).toBe(0);
    const known = await writingPlayer(relay.url, site, { locale: 'ru' }, 'где мой депозит?');
    await alesia.show(known.conversation);
    await expect.poll(() => alesia.part('player-language').textContent(), PATIENT).toContain('Russian');
    expect(await alesia.part('untranslated').count()).toBe(0);
  });

  it('is the reader’s own where they know it: nothing is translated for who speaks it', async () => {
    const site = await newSite();
    const alesia = await desk(site, { ru: 'native', be: 'fluent' });
    const { conversation } = await belarusian(site, 'дзе мой дэпазіт?');
    await alesia.show(conversation);
    await alesia.part('take').click();
    await expect.poll(() => alesia.texts(), PATIENT).toEqual(['дзе мой дэпазіт?']);
    expect([await alesia.translation.count(), await alesia.preview.count()]).toEqual([0, 0]);
  });
});

describe('the preview', () => {
  it('says what the player would receive, never holds sending, and stays off when turned off', async () => {
    const site = await newSite();
    const alesia = await desk(site, { ru: 'native' });
    const { conversation } = await belarusian(site, 'дзень добры');
    await alesia.show(conversation);
    await alesia.composer.fill('Где ваша ставка?');
    const text = alesia.part('preview-text');
    await expect.poll(() => text.textContent(), PATIENT).toBe('ru→be: Где ваша ставка?');
    expect(await text.getAttribute('lang')).toBe('be');
    answer = () => fail('altered');
    await alesia.composer.fill('ставка 48213');
    await expect.poll(() => alesia.preview.textContent(), PATIENT).toContain('A number or name would change');

    const held: (() => void)[] = [];
    answer = (request, words) => new Promise((resolve) => held.push(() => resolve(echo(request, words))));
    await alesia.composer.fill('уже смотрю');
    await expect.poll(() => held.length, PATIENT).toBe(1);
    expect(await alesia.preview.getAttribute('data-asking')).toBe('true');
    await alesia.composer.press('Enter');
    await expect.poll(() => alesia.states(), PATIENT).toEqual(['received', 'sent']);
    answer = echo;
    for (const release of held) release();
    await alesia.preview.getByRole('checkbox').uncheck();
    await alesia.page.reload();
    await alesia.composer.fill('ещё вопрос');
    expect(await alesia.preview.getByRole('checkbox').isChecked()).toBe(false);
    expect(await alesia.preview.textContent()).toBe('Preview in Belarusian');
  });
});

it.each(['light', 'dark'] as const)(
  'axe finds nothing in any of it in %s',
  { timeout: 60_000 },
  async (colorScheme) => {
    const site = await newSite();
    const alesia = await desk(site, { ru: 'native' }, { colorScheme });
    const { conversation, write } = await belarusian(site, 'дзень добры');
    await alesia.show(conversation);
    await alesia.send('уже смотрю');
    await alesia.part('received').waitFor();
    answer = () => fail('altered');
    await write('стаўка 48213');
    await expect.poll(() => alesia.translation.last().getAttribute('data-problem'), PATIENT).toBe('altered');
    await alesia.composer.fill('проверяю');
    await expect.poll(() => alesia.preview.textContent(), PATIENT).toContain('would change');
    expect(await axeFindings(alesia.page)).toEqual([]);
    await alesia.part('player-language').click();
    expect(await axeFindings(alesia.page)).toEqual([]);
  },
);

async function isReadByOperator(conversation: string): Promise<boolean> {
  const { rows } = await db.query<{ isRead: boolean }>(
    'select read_by_operator >= last_message_seq as "isRead" from conversations where id = $1',
    [conversation],
  );
  return rows[0]?.isRead ?? false;
}
