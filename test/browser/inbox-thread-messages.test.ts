/** What a message can be besides its text: an answer to another, a correction, with links, rated, after others before it. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { identityToken } from '../support/identity-tokens.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
beforeEach(() => db.query('truncate conversations cascade').then(() => undefined));

async function inboxOf(name: string) {
  const operator = await createOperator(db, [site], { name });
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en' });
  onTestFinished(() => inbox.page.context().close());
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  return inbox;
}
async function opened(...texts: string[]) {
  const player = await writingPlayer(relay.url, site, {}, ...texts);
  const alesia = await inboxOf('Alesia');
  await alesia.visit(player.conversation);
  await expect.poll(() => alesia.texts(), PATIENT).toEqual(texts);
  const messages = () =>
    db
      .query<{ data: Record<string, unknown> }>(
        `select data from events where conversation_id = $1 and type = 'message' order by seq`,
        [player.conversation],
      )
      .then(({ rows }) => rows.map(({ data }) => data));
  return { ...player, alesia, messages };
}

describe('a reply to a message', () => {
  it('by pointer: stands in the composer and in the bubble, and leads there', async () => {
    const { alesia, messages } = await opened('first question', 'second question');
    await alesia.message('first question').hover();
    await alesia.part('quote-this').click();
    await alesia.part('about').getByText('first question').waitFor();
    expect(await axeFindings(alesia.page)).toEqual([]);
    await alesia.send('an answer to the first');
    await expect.poll(() => messages().then((all) => all.at(-1)), PATIENT).toMatchObject({ replyTo: 2 });
    expect(await alesia.part('about').count()).toBe(0);
    const quote = alesia.message('an answer to the first').locator('[data-part=quote]');
    expect(await quote.textContent()).toContain('first question');
    await quote.click();
    const focused = () => alesia.page.evaluate(() => document.activeElement?.getAttribute('data-seq'));
    await expect.poll(focused).toBe('2');
  });

  it('by keys alone: from the empty field up to the message and back, over a change of conversation', async () => {
    const { alesia, conversation, messages } = await opened('first question', 'second question');
    const other = await writingPlayer(relay.url, site, {}, 'somebody else');
    await alesia.composer.focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'q']) await alesia.page.keyboard.press(key);
    await alesia.part('about').getByText('first question').waitFor();
    const isWriting = () => alesia.composer.evaluate((field) => field === document.activeElement);
    await expect.poll(isWriting).toBe(true);
    await alesia.page.keyboard.type('begun');
    await alesia.show(other.conversation);
    expect(await alesia.part('about').count()).toBe(0);
    await alesia.show(conversation);
    await alesia.part('about').getByText('first question').waitFor();
    await alesia.composer.press('Enter');
    await expect.poll(() => messages().then((all) => all.at(-1)), PATIENT).toMatchObject({ text: 'begun', replyTo: 2 });
  });
});

describe('a correction', () => {
  it('begins with the words that were wrong, stands as a message of its own, and marks the wrong one', async () => {
    const { alesia, messages } = await opened('how long does it take?');
    await alesia.send('It takes 2 days');
    await expect.poll(() => alesia.states(), PATIENT).toContain('sent');
    await alesia.composer.fill('begun before');
    await alesia.message('It takes 2 days').hover();
    await alesia.part('correct-this').click();
    await expect.poll(() => alesia.composer.inputValue()).toBe('It takes 2 days');
    expect(await alesia.part('send').textContent()).toBe('Send correction');
    await alesia.send('It takes 3 days');
    await expect.poll(() => alesia.texts(), PATIENT).toContain('It takes 3 days');
    await expect.poll(() => messages().then((all) => all.length), PATIENT).toBe(3);
    const [, wrong, right] = await messages();
    expect(right).toMatchObject({ corrects: 4 });
    expect(wrong).toMatchObject({ text: 'It takes 2 days' });
    expect(await alesia.message('It takes 2 days').textContent()).toContain('Corrected below');
    expect(await alesia.message('It takes 3 days').textContent()).toContain('Correction');
    expect(await alesia.composer.inputValue()).toBe('begun before');
    expect(await axeFindings(alesia.page)).toEqual([]);
  });
});

describe('links', () => {
  it('are http only, open nothing of ours, and say where they lead', async () => {
    const { alesia } = await opened(
      'see https://bank.example/a, http://xn--80ak6aa92e.example and javascript:alert(1)',
    );
    const links = alesia.messages.locator('a');
    expect(await links.evaluateAll((all) => all.map((one) => one.textContent))).toEqual([
      'https://bank.example/a',
      'http://xn--80ak6aa92e.example',
    ]);
    for (const link of await links.all()) {
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer nofollow');
      expect(await link.getAttribute('target')).toBe('_blank');
    }
    expect(await links.first().getAttribute('title')).toBe('bank.example');
  });
});

describe('what a message is about', () => {
  it('is said by its kind, leads where the host says, and is believed only if it is signed', async () => {
    const { alesia, conversation, send } = await opened('about a bet');
    const claims = { type: 'withdrawal', id: 'W-7', title: 'Withdrawal of 50 €', url: 'https://pay.example/w/7?a=1' };
    const signed = await identityToken(site, { ...claims, sub: undefined });
    const bet = { kind: 'bet', id: '90417', title: 'Dinamo – Zenit', signed: false } as const;
    for (const about of [
      signed,
      { ...bet, url: `${TEST_ORIGIN}/bets/90417?session=1` },
      { ...bet, url: 'https://elsewhere.example/' },
    ]) {
      send({ type: 'post', conversation, clientId: newId(systemClock.now()), text: 'this one', about });
    }
    const subjects = alesia.part('subject');
    await expect.poll(() => subjects.count(), PATIENT).toBe(3);
    expect(await subjects.allTextContents()).toEqual([
      'WithdrawalWithdrawal of 50 €pay.exampleW-7confirmed by the site',
      'BetDinamo – Zenitbrand.example90417not confirmed',
      'BetDinamo – Zenit90417not confirmed',
    ]);
    const links = await subjects
      .locator('a')
      .evaluateAll((all) => (all as HTMLAnchorElement[]).map(({ href, rel, target }) => [href, rel, target]));
    const how = ['noopener noreferrer nofollow', '_blank'];
    expect(links).toEqual([
      ['https://pay.example/w/7?a=1', ...how],
      [`${TEST_ORIGIN}/bets/90417`, ...how],
    ]);
    expect(await axeFindings(alesia.page)).toEqual([]);
  });
});

describe('a rating', () => {
  it('stands where it was given, a low one apart', async () => {
    const { alesia, conversation, send } = await opened('hello?');
    await alesia.send('Hello!');
    await expect.poll(() => alesia.states(), PATIENT).toContain('sent');
    await alesia.part('resolve').click();
    await expect
      .poll(() => db.query('select status from conversations').then(({ rows }) => rows[0]), PATIENT)
      .toEqual({ status: 'resolved' });
    const rating = { solved: true, speed: 1, courtesy: 5, competence: null, comment: 'so slow' };
    send({ type: 'rate', conversation, clientId: newId(systemClock.now()), rating });
    const rated = alesia.part('rated');
    await expect.poll(() => rated.getAttribute('data-low'), PATIENT).toBe('true');
    expect(await rated.textContent()).toContain('Speed 1 of 5');
    // Once: what was rated stands in its own place, and in no line above it.
    expect(await alesia.page.locator('[data-part=happening][data-type=rated]').count()).toBe(0);
    expect(await alesia.part('rated-comment').textContent()).toBe('so slow');
    expect(await axeFindings(alesia.page)).toEqual([]);
  });
});

describe('the player’s earlier conversations', () => {
  it('stand above the beginning, open in place to be read, and nothing can be done there', async () => {
    const name = 'Eva';
    const sub = `player-${crypto.randomUUID()}`;
    const before = await writingPlayer(relay.url, site, { name, sub, topic: 'payments' }, 'my withdrawal is late');
    await db.query(`update conversations set status = 'resolved' where id = $1`, [before.conversation]);
    const now = await writingPlayer(relay.url, site, { name, sub }, 'again me');
    const alesia = await inboxOf('Alesia');
    await alesia.visit(now.conversation);
    const line = alesia.part('earlier-line');
    await expect.poll(() => line.textContent(), PATIENT).toContain('Resolved · Payments');
    await line.click();
    const thread = alesia.part('earlier-thread');
    await expect
      .poll(() => thread.locator('[data-part=text]').allTextContents(), PATIENT)
      .toEqual(['my withdrawal is late']);
    await thread.locator('[data-part=past-message]').hover();
    expect(await alesia.part('quote-this').count()).toBe(0);
    expect(await alesia.texts()).toEqual(['again me']);
    expect(await axeFindings(alesia.page)).toEqual([]);
    await line.click();
    expect(await thread.count()).toBe(0);
  });
});
