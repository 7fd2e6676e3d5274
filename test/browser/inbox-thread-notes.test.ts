/** Notes in a conversation: written in a mode of their own, read by every operator, and by no player. */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { sayNotesAloud } from '../support/inbox-faults.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { writtenTexts } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage({ origins: [TEST_ORIGIN] });
const other = await createSite(db, { name: 'Other brand' });
const browser = await launchChromium();
beforeEach(() => db.query('truncate conversations cascade').then(() => undefined));

const NOTE = 'between us: the bonus was abused';

async function inboxOf(name: string, { sites = [site], ...options } = {}) {
  const inbox = await openInbox(browser, relay.url, await createOperator(db, sites, { name }), {
    locale: 'en',
    ...options,
  });
  onTestFinished(() => inbox.page.context().close());
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  return inbox;
}

/** A player in the widget, and everything that came over their socket. */
async function watchedPlayer(text: string) {
  const context = await browser.newContext({ locale: 'en' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  const player = playerScreen(page);
  await page.goto(siteUrl);
  await player.open();
  await player.send(text);
  await expect.poll(() => player.states(), PATIENT).toEqual(['sent']);
  const { rows } = await db.query<{ id: string }>('select id from conversations');
  return { player, heard, conversation: rows[0]?.id ?? '' };
}

/** After something later has arrived there, nothing of the note can be under way any more. */
async function reachesPlayer(note: string, { page, heard }: { page: Page; heard: string[] }, later: string) {
  const shown = () => page.locator('touchline-chat').evaluate((host) => host.shadowRoot?.textContent ?? '');
  await expect.poll(shown, PATIENT).toContain(later);
  return (await shown()).includes(note) || heard.some((frame) => frame.includes(note));
}

describe('a note', () => {
  it('is read by every operator at once, and reaches neither the player’s screen nor their socket', async () => {
    const { player, heard, conversation } = await watchedPlayer('where is my bonus?');
    const alesia = await inboxOf('Alesia');
    const rauf = await inboxOf('Rauf');
    for (const inbox of [alesia, rauf]) await inbox.visit(conversation);
    await alesia.note(NOTE);
    await expect.poll(() => rauf.notes(), PATIENT).toEqual([NOTE]);
    expect(await rauf.part('note').textContent()).toContain('Alesia');
    expect(await rauf.part('note').textContent()).toContain('Only operators see this');
    await alesia.page.locator('.modes [data-mode=reply]').click();
    await alesia.send('I am looking into it');
    expect(await reachesPlayer(NOTE, { page: player.page, heard }, 'I am looking into it')).toBe(false);
    expect(heard.some((frame) => frame.includes('"note"'))).toBe(false);
    expect(await writtenTexts(db, conversation)).toEqual(['where is my bonus?', 'I am looking into it']);
    expect(await axeFindings(alesia.page)).toEqual([]);
  });

  it('the check fails where notes go out as replies', async () => {
    const { player, heard, conversation } = await watchedPlayer('where is my bonus?');
    const alesia = await inboxOf('Alesia');
    await sayNotesAloud(alesia.page.context());
    await alesia.visit(conversation);
    await alesia.note(NOTE);
    await alesia.page.locator('.modes [data-mode=reply]').click();
    await alesia.send('I am looking into it');
    expect(await reachesPlayer(NOTE, { page: player.page, heard }, 'I am looking into it')).toBe(true);
  });

  it('is not told of while it is written: no sign of typing leaves', async () => {
    const { conversation, received } = await writingPlayer(relay.url, site, {}, 'hello?');
    const alesia = await inboxOf('Alesia');
    await alesia.visit(conversation);
    await alesia.page.keyboard.press('n');
    await expect.poll(alesia.mode).toBe('note');
    await alesia.composer.pressSequentially('writing about them');
    await alesia.page.keyboard.press('Control+/');
    await alesia.composer.pressSequentially('Hello');
    await expect.poll(() => received.filter(({ type }) => type === 'typing').length, PATIENT).toBe(1);
  });

  it('waits where the relay is gone, over a reload, and arrives once', async () => {
    const { conversation } = await writingPlayer(relay.url, site, {}, 'are you there?');
    const alesia = await inboxOf('Alesia');
    await alesia.visit(conversation);
    await expect.poll(() => alesia.texts(), PATIENT).toEqual(['are you there?']);
    await relay.kill();
    await alesia.note(NOTE);
    expect(await alesia.part('note').getAttribute('data-state')).toBe('sending');
    await relay.start();
    await alesia.page.reload();
    await expect.poll(() => alesia.part('note').getAttribute('data-state'), PATIENT).toBe('sent');
    const { rows } = await db.query(`select 1 from events where type = 'note' and conversation_id = $1`, [
      conversation,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('may be left where a colleague answers', async () => {
    const { conversation } = await writingPlayer(relay.url, site, {}, 'hello?');
    const alesia = await inboxOf('Alesia');
    await alesia.visit(conversation);
    await alesia.send('Hello!');
    const rauf = await inboxOf('Rauf');
    await rauf.page.goto(`${relay.url}/inbox/c/${conversation}`);
    await rauf.page.getByText('Alesia is answering this player.').first().waitFor();
    expect(await rauf.composer.count()).toBe(0);
    await rauf.note('he wrote to us last week too');
    await expect.poll(() => alesia.notes(), PATIENT).toEqual(['he wrote to us last week too']);
  });
});

describe('the mode', () => {
  it('is seen on the button, has a text of its own, and is Reply again after a change of conversation', async () => {
    const one = await writingPlayer(relay.url, site, {}, 'one');
    const two = await writingPlayer(relay.url, other, {}, 'two');
    const alesia = await inboxOf('Alesia', { sites: [site, other] });
    await alesia.visit(one.conversation);
    await alesia.composer.fill('a reply begun');
    await alesia.page.locator('.modes [data-mode=note]').click();
    expect(await alesia.composer.inputValue()).toBe('');
    await alesia.composer.fill('a note begun');
    expect(await alesia.part('send').textContent()).toBe('Add note');
    expect(await alesia.part('composer').textContent()).toContain('Fairplay');
    expect(await axeFindings(alesia.page)).toEqual([]);

    await alesia.show(two.conversation);
    expect(await alesia.mode()).toBe('reply');
    expect(await alesia.composer.inputValue()).toBe('');
    expect(await alesia.part('send').textContent()).toBe('Send');
    expect(await alesia.part('composer').textContent()).toContain('Other brand');

    await alesia.show(one.conversation);
    expect(await alesia.mode()).toBe('reply');
    expect(await alesia.composer.inputValue()).toBe('a reply begun');
    await alesia.page.locator('.modes [data-mode=note]').click();
    expect(await alesia.composer.inputValue()).toBe('a note begun');
    await alesia.page.reload();
    await expect.poll(() => alesia.composer.inputValue(), PATIENT).toBe('a reply begun');
    expect(await alesia.mode()).toBe('reply');
  });
});
