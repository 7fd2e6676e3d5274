/**
 * A laptop is closed in the middle of the work: its line goes dead, and ends without a word. After the grace time a colleague
 * has what it had, and knows all of it. Opened again it sends nothing into what is the colleague's now, and loses no text.
 */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { TIMING } from '@touchline/relay/relay-deps.ts';
import { NOBODY } from '@touchline/relay/translation/translator.ts';
import { translationRules } from '@touchline/shared/translation-rules.ts';
import type { BrowserContext } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { takeWhatIsWrittenIn } from '../support/inbox-faults.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { startLineProxy } from '../support/line-proxy.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createOperator, createSite, startTestRelay } from '../support/relay.ts';
import { QUICK_TIMING, rules } from '../support/shift.ts';
import { writtenTexts } from '../support/written.ts';

const { db } = await createTestDatabase();
const browser = await launchChromium();
const relay = await startTestRelay(db, {
  timing: { ...TIMING, ...QUICK_TIMING },
  translator: {
    ...NOBODY,
    supports: () => true,
    providers: () => [{ name: 'own', host: 'translate.brand.example' }],
    translate: async ({ source, target, texts }) =>
      texts.map((text) => ({ text: `${source}→${target}: ${text}`, provider: 'own', problem: null })),
  },
});
afterAll(() => relay.close());

const ASKED = 'Дзе мой вывад грошай?';
const ANSWERED = 'Сейчас проверю ваш вывод';
const NOTE = 'Second time this week, be kind.';
const TYPED = 'Деньги отправлены, но бан';
const UNDOABLE = 'Ваш счёт закрыт навсегда';
const SENT = 'Вывод отменён окончательно';

/** Alesia has three players, her line goes by a proxy; Vera is away. */
async function shift(plant?: (context: BrowserContext, colleague: string) => Promise<void>) {
  const site = await createSite(db, {
    ...{ name: 'Fairplay', languages: ['ru', 'be'], defaultLanguage: 'ru' },
    routing: rules({ mode: 'assign', graceMs: 1_000 }),
    translation: translationRules.parse({ accepted: [{ provider: 'own', by: 'test', at: 1 }] }),
  });
  const [one, two] = await Promise.all(
    ['Alesia', 'Vera'].map(async (name) => {
      const operator = await createOperator(db, [site], { name });
      await createOperatorStore(db).equip(operator.id, { languages: { ru: 'native' }, topics: null, capacity: 4 });
      return operator;
    }),
  );
  if (!one || !two) throw new Error('two operators were made');
  const proxy = await startLineProxy([relay.url]);
  onTestFinished(proxy.close);
  const alesia = await openInbox(browser, proxy.url, one, { locale: 'en', undoS: 10 });
  onTestFinished(() => alesia.page.context().close());
  if (plant) {
    await plant(alesia.page.context(), two.id);
    await alesia.page.reload();
  }
  await expect.poll(alesia.presence, PATIENT).toBe('online');
  const players = await Promise.all(
    ['Volha', 'Adam', 'Zofia'].map((name) => writingPlayer(relay.url, site, { locale: 'be', name }, ASKED)),
  );
  const conversations = players.map(({ conversation }) => conversation) as [string, string, string];
  await alesia.list('mine').click();
  for (const conversation of conversations) {
    await alesia.show(conversation);
    await expect.poll(() => alesia.texts(), PATIENT).toEqual([`be→ru: ${ASKED}`]);
  }
  return { alesia, two, proxy, conversations };
}
type Shift = Awaited<ReturnType<typeof shift>>;

/** The first is being written to, the second was sent a reply that may be undone, the third one that is under way. */
async function closeTheLaptop({ alesia, proxy, conversations: [typed, undoable, sent] }: Shift) {
  for (const line of proxy.lines) line.silence(['up', 'down']);
  await alesia.show(sent);
  await alesia.send(SENT);
  await alesia.composer.press('Enter');
  await expect.poll(() => alesia.states(), PATIENT).toEqual(['received', 'sending']);
  await alesia.show(undoable);
  await alesia.send(UNDOABLE);
  await alesia.part('undo').waitFor();
  await alesia.show(typed);
  await alesia.page.keyboard.type(TYPED);
  await alesia.page.context().setOffline(true);
  proxy.cutAll();
  return () => alesia.page.context().setOffline(false);
}

/** Given to Vera, all of them. */
async function veraHas({ two, conversations }: Shift): Promise<InboxScreen> {
  const vera = await openInbox(browser, relay.url, two, { locale: 'en' });
  onTestFinished(() => vera.page.context().close());
  vera.page.setDefaultTimeout(PATIENT.timeout);
  await vera.list('mine').click();
  for (const conversation of conversations) await vera.row(conversation).waitFor();
  return vera;
}

const texts = (conversation: string) => writtenTexts(db, conversation);

describe('a laptop that is closed', () => {
  it('leaves its players to a colleague, who sees the notes, the tags, and both texts of what was translated', async () => {
    const stage = await shift();
    const { alesia, conversations } = stage;
    const [first] = conversations;
    await alesia.show(first);
    await alesia.send(ANSWERED);
    await alesia.composer.press('Enter');
    await alesia.note(NOTE);
    await alesia.page.keyboard.press('Escape');
    await alesia.page.keyboard.press('l');
    await alesia.page.getByLabel('Tag', { exact: true }).fill('payout');
    await alesia.page.keyboard.press('Enter');
    await alesia.page.locator('.tag-editor [data-tag=payout]').waitFor();
    await alesia.page.keyboard.press('Escape');
    await closeTheLaptop(stage);

    const vera = await veraHas(stage);
    await vera.show(first);
    await expect.poll(() => vera.notes(), PATIENT).toEqual([NOTE]);
    expect(await vera.part('tags').locator('[data-tag]').allTextContents()).toEqual(['payout']);
    await expect.poll(() => vera.texts(), PATIENT).toEqual([`be→ru: ${ASKED}`, ANSWERED]);
    await vera.page.getByText(`ru→be: ${ANSWERED}`).waitFor();
    await vera.part('translation').getByRole('button', { name: 'Original' }).first().click();
    await expect.poll(() => vera.texts(), PATIENT).toEqual([ASKED, ANSWERED]);
    expect(await vera.happenings()).toContain('Given to you');
  }, 90_000);

  it('opened again sends nothing into what is the colleague’s now, and keeps every text', async () => {
    const stage = await shift();
    const { alesia, conversations } = stage;
    const [typed, undoable, sent] = conversations;
    const open = await closeTheLaptop(stage);
    await veraHas(stage);
    await open();

    await expect.poll(() => alesia.connection.getAttribute('data-state'), PATIENT).toBe('ready');
    await alesia.page.getByText('Vera is answering this player.').waitFor();
    await alesia.list('open').click();
    for (const [conversation, text] of [
      [undoable, UNDOABLE],
      [sent, SENT],
    ] as const) {
      await alesia.row(conversation).click();
      const reply = alesia.message(text);
      await expect.poll(() => reply.getAttribute('data-state'), { ...PATIENT, timeout: 30_000 }).toBe('failed');
      expect(await reply.textContent()).toContain('Not sent: a colleague is answering this player.');
      expect(await texts(conversation)).toEqual([ASKED]);
    }
    expect(await texts(typed)).toEqual([ASKED]);
    expect(await alesia.row(typed).textContent()).toContain('Draft');
    await alesia.row(typed).click();
    await alesia.part('composer').getByRole('button').last().click();
    await alesia.page.getByRole('dialog').getByRole('button').last().click();
    await expect.poll(() => alesia.composer.inputValue(), PATIENT).toBe(TYPED);
  }, 90_000);

  it('the check fails where whoever writes takes the conversation first', async () => {
    const stage = await shift(takeWhatIsWrittenIn);
    const open = await closeTheLaptop(stage);
    await veraHas(stage);
    await open();
    await expect.poll(() => texts(stage.conversations[2]), { ...PATIENT, timeout: 30_000 }).toEqual([ASKED, SENT]);
  }, 90_000);
});
