/** The panel about the player, in a real browser: who sees what, notes, other conversations, blocks, and where they are. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { OperatorRole } from '@touchline/shared/people.ts';
import { newId } from '@touchline/shared/wire.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { auditOf, knownPlayer } from '../support/contact-desk.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
const id = () => newId(systemClock.now());

const CLAIMS = {
  ...{ name: 'Maryna Kavalenka', tier: 'gold', kyc: 'pending', country: 'PL', registeredAt: '2024-05-01' },
  ...{ balance: '1204.50', currency: 'EUR', email: 'maryna@mail.example', phone: '+48 600 111 222' },
};
const maryna = () => knownPlayer(relay.url, site, { claims: { sub: id(), ...CLAIMS }, topic: 'payments' });

async function inboxOf(role: OperatorRole, { name = 'Alesia', locale = 'en' } = {}) {
  const operator = await createOperator(db, [site], { name, role });
  const viewport = { width: 1440, height: 1000 };
  const inbox = await openInbox(browser, relay.url, operator, { locale, viewport });
  onTestFinished(() => inbox.page.context().close());
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  const pane = inbox.part('player');
  return {
    ...inbox,
    operator,
    pane,
    personal: (field: string) => inbox.part(`personal-${field}`),
    /** With the card. */
    async look(conversation: string) {
      await inbox.visit(conversation);
      await inbox.part('card').waitFor();
    },
    async block(term: string, reason: string) {
      await inbox.part('block').click();
      await inbox.part('block-term').selectOption(term);
      await inbox.part('block-reason').fill(reason);
      await inbox.part('block-save').click();
      await inbox.part('unblock').waitFor();
    },
  };
}

describe('what is personal', () => {
  it('is covered for an operator until they ask, once each, and covered again when they come back', async () => {
    const player = await maryna();
    const inbox = await inboxOf('operator');
    await inbox.look(player.conversation);
    const text = (await inbox.pane.textContent()) ?? '';
    for (const said of ['Maryna Kavalenka', 'Verified', 'gold', 'in progress', 'Poland', '1 May 2024'])
      expect(text).toContain(said);
    for (const covered of [CLAIMS.email, '1204', '1,204']) expect(await inbox.page.content()).not.toContain(covered);

    await inbox.part('show-balance').click();
    await expect.poll(() => inbox.personal('balance').textContent(), PATIENT).toBe('€1,204.50');
    await inbox.part('show-email').click();
    await expect.poll(() => inbox.personal('email').textContent(), PATIENT).toBe(CLAIMS.email);
    expect(await inbox.personal('phone').count()).toBe(0);
    expect(
      (await auditOf(db, player.contact)).map(({ actor_id, about }) => [actor_id, about.field, about.conversation]),
    ).toEqual([
      [inbox.operator.id, 'balance', player.conversation],
      [inbox.operator.id, 'email', player.conversation],
    ]);

    const other = await knownPlayer(relay.url, site);
    await inbox.row(other.conversation).click();
    await expect.poll(() => inbox.pane.textContent(), PATIENT).toContain('Not verified');
    await inbox.row(player.conversation).click();
    await inbox.part('show-balance').waitFor();
    expect(await inbox.personal('balance').count()).toBe(0);
  });

  it('is there for a supervisor, in the words and numbers of their language', async () => {
    const player = await maryna();
    const inbox = await inboxOf('supervisor', { locale: 'pl' });
    await inbox.look(player.conversation);
    await expect.poll(() => inbox.personal('balance').textContent()).toBe('1204,50\u00a0€');
    expect(await inbox.personal('email').textContent()).toBe(CLAIMS.email);
    expect(await inbox.pane.textContent()).toContain('Polska');
    expect(await auditOf(db, player.contact)).toEqual([]);
  });
});

it('the page that the player looks at follows them, and so does whether they are there', {
  timeout: 40_000,
}, async () => {
  const player = await maryna();
  const inbox = await inboxOf('operator');
  await inbox.look(player.conversation);
  const online = () => inbox.part('visit').getAttribute('data-online');
  await expect.poll(online, PATIENT).toBe('true');
  player.send({ type: 'page', url: 'https://brand.example/cashier', title: 'Cashier' });
  await inbox.part('visit').getByText('Cashier').waitFor();
  player.close();
  await expect.poll(online, PATIENT).toBe('false');
  await inbox.part('visit').getByText('Not on the site').waitFor();
  await inbox.part('visit').getByText('Cashier').waitFor();
});

it('the device is the one that the player writes from', async () => {
  const page = await (await browser.newContext({ locale: 'pl' })).newPage();
  onTestFinished(() => page.context().close());
  await page.goto(`${siteUrl}/script-tag.html`);
  const chat = playerScreen(page);
  await chat.open();
  const text = `from a browser ${id()}`;
  await chat.send(text);
  await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
  const [conversation = ''] = await conversationsWith(db, text);
  const inbox = await inboxOf('operator');
  await expect
    .poll(async () => (await db.query('select 1 from contacts where seen_at > created_at')).rowCount, PATIENT)
    .toBeGreaterThan(0);
  await inbox.look(conversation);
  expect(await inbox.part('device').textContent()).toMatch(/^(Headless )?Chrome\S* .*\d+ · Linux.* · computer$/);
  expect(await inbox.pane.textContent()).toContain('InterfaceEnglish');
  await inbox.part('visit').locator('.page-link').waitFor();
});

it('notes are for everybody who answers there, and go when their author says so', async () => {
  const player = await maryna();
  const inbox = await inboxOf('operator');
  await inbox.look(player.conversation);
  const notes = inbox.part('contact-note');
  await inbox.part('contact-notes').locator('textarea').fill('Prefers e-mail.\n<b>Card 4111 1111 1111 1111</b>');
  await inbox.part('note-add').click();
  await expect.poll(() => notes.count(), PATIENT).toBe(1);
  const text = (await notes.textContent()) ?? '';
  expect(text).toContain('Prefers e-mail.');
  expect(text).toContain('<b>');
  expect(text).not.toContain('4111');

  const colleague = await inboxOf('operator', { name: 'Rauf' });
  await colleague.look(player.conversation);
  await colleague.part('contact-note').getByText('Prefers e-mail.').waitFor();
  expect(await colleague.part('note-delete').count()).toBe(0);
  await inbox.part('note-delete').click();
  await expect.poll(() => notes.count(), PATIENT).toBe(0);
  expect(JSON.stringify(player.received)).not.toContain('Prefers');
});

it('other conversations of the player are listed, and open', async () => {
  const player = await maryna();
  const earlier = id();
  const sent = await player.write('Where is my bonus?', earlier, 'bonuses');
  await player.next('ack', (ack) => ack.clientId === sent);
  const inbox = await inboxOf('operator');
  await inbox.look(player.conversation);
  const link = inbox.part('contact-earlier').locator(`[data-conversation="${earlier}"]`);
  expect(await link.textContent()).toContain('Where is my bonus?');
  await link.click();
  await expect.poll(() => inbox.texts(), PATIENT).toEqual(['Where is my bonus?']);
  await inbox.part('contact-earlier').locator(`[data-conversation="${player.conversation}"]`).waitFor();
});

describe('a block', () => {
  it('shows wherever the player’s name stands, on colleagues’ screens too, and is lifted again', async () => {
    const player = await maryna();
    const [inbox, colleague] = [await inboxOf('supervisor'), await inboxOf('operator', { name: 'Rauf' })];
    await inbox.look(player.conversation);
    await colleague.look(player.conversation);
    await inbox.block('week', 'Threatened a colleague');
    for (const screen of [inbox, colleague]) {
      await screen.page.locator('.thread-head [data-part=blocked]').waitFor();
      await screen.row(player.conversation).locator('[data-part=blocked]').waitFor();
      await screen.pane.getByText('Threatened a colleague').waitFor();
    }
    expect(await colleague.part('unblock').count()).toBe(0);
    const refused = await player.write('let me in');
    await player.next('error', (error) => error.kind === 'blocked' && error.clientId === refused);

    await inbox.part('unblock').click();
    for (const screen of [inbox, colleague]) await expect.poll(() => screen.part('blocked').count(), PATIENT).toBe(0);
    const taken = await player.write('thank you');
    await player.next('ack', (ack) => ack.clientId === taken);
  });

  it('is for a day at most where an operator asks, and needs a reason', async () => {
    const player = await maryna();
    const inbox = await inboxOf('operator');
    await inbox.look(player.conversation);
    await inbox.part('block').click();
    expect(await inbox.part('block-term').locator('option').allTextContents()).toEqual(['1 hour', '1 day']);
    await inbox.part('block-save').click();
    await inbox.page.keyboard.press('Escape');
    expect(await auditOf(db, player.contact)).toEqual([]);
    await inbox.block('day', 'Spam');
    await inbox.part('unblock').click();
    await inbox.part('block').waitFor();
  });
});

it('what players call an operator is said by themselves, per brand, and counts from then on', async () => {
  const player = await maryna();
  const inbox = await inboxOf('operator', { name: 'Aliaksandra' });
  await inbox.page.locator('[popovertarget=account]').click();
  await inbox.part('aliases-open').click();
  await inbox.part('aliases').locator(`[data-site=${site.key}]`).fill('Ann');
  await inbox.part('aliases-save').click();
  await expect.poll(() => inbox.part('aliases').count(), PATIENT).toBe(0);
  await expect.poll(async () => (await db.query('select 1 from memberships where alias is not null')).rowCount).toBe(1);
  await inbox.visit(player.conversation);
  await inbox.send('Good evening!');
  const { events } = await player.next('events', (frame) =>
    frame.events.some(({ author }) => author.kind === 'operator'),
  );
  expect(events[0]?.author).toMatchObject({ name: 'Ann' });
  expect(JSON.stringify(player.received)).not.toContain('Aliaksandra');
});
