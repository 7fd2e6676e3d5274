/** A reply after it was sent: how long it may be called back, how far it has come, and what stops a stale one. */
import type { BrowserContext } from 'playwright-core';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { claimToHaveSeenAll, hurryUp } from '../support/inbox-faults.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { writtenTexts } from '../support/written.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
beforeEach(() => db.query('truncate conversations cascade').then(() => undefined));

async function inboxOf(name: string, undoS: 0 | 3 | 5 | 10 = 0): Promise<InboxScreen> {
  const operator = await createOperator(db, [site], { name });
  // Without motion: what looks for faults in a page waits until nothing moves, and what may be undone is gone by then.
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en', undoS, reducedMotion: 'reduce' });
  onTestFinished(() => inbox.page.context().close());
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  return inbox;
}
/** Somebody asks, and their conversation stands open in the inbox of somebody who may call a reply back. */
async function asked(undoS: 0 | 3 | 5 | 10, plant?: (context: BrowserContext) => Promise<void>) {
  const player = await writingPlayer(relay.url, site, {}, 'where is it?');
  const alesia = await inboxOf('Alesia', undoS);
  await plant?.(alesia.page.context());
  await alesia.visit(player.conversation);
  await expect.poll(() => alesia.texts(), PATIENT).toEqual(['where is it?']);
  return { ...player, alesia, written: () => writtenTexts(db, player.conversation) };
}

/** Calls a reply back, sends another, and says what of the first arrived: nothing that was under way is later than that. */
async function arrivesUndone(stage: Awaited<ReturnType<typeof asked>>): Promise<boolean> {
  const { alesia, written } = stage;
  await alesia.send('your account is frozen');
  await alesia.page.keyboard.press('Control+z');
  await alesia.send('on its way');
  await alesia.composer.press('Enter');
  await expect.poll(written, PATIENT).toContain('on its way');
  return (await written()).includes('your account is frozen');
}

/** A reply waits, and the player writes under it. */
async function answersOver({ alesia, write }: Awaited<ReturnType<typeof asked>>): Promise<void> {
  await alesia.send('Cancelled.');
  await alesia.part('undo').waitFor();
  await write('no, leave it');
}

describe('a reply that may be undone', () => {
  it('waits in sight, and by Undo comes back to be written on; nothing of it has left', async () => {
    const { alesia, received, written } = await asked(10);
    await alesia.send('your account is frozen');
    await alesia.part('undo').waitFor();
    expect(await alesia.states()).toEqual(['received', 'waiting']);
    expect(await alesia.composer.inputValue()).toBe('');
    expect(await axeFindings(alesia.page)).toEqual([]);
    await alesia.part('undo').click();
    expect(await alesia.composer.inputValue()).toBe('your account is frozen');
    expect(await alesia.states()).toEqual(['received']);
    await alesia.send('your account is fine');
    await alesia.composer.press('Enter');
    await expect.poll(written, PATIENT).toEqual(['where is it?', 'your account is fine']);
    await expect.poll(() => JSON.stringify(received), PATIENT).toContain('is fine');
    expect(JSON.stringify(received)).not.toContain('frozen');
  });

  it('comes back by Ctrl+Z, and by Escape before anything else does; what has been begun since is kept', async () => {
    const stage = await asked(10);
    const { alesia, written } = stage;
    expect(await arrivesUndone(stage)).toBe(false);
    await alesia.send('one more');
    await alesia.composer.fill('begun since');
    await alesia.page.keyboard.press('Control+z');
    expect(await alesia.composer.inputValue()).not.toContain('one more');
    await alesia.composer.fill('begun since');
    await alesia.page.keyboard.press('Escape');
    expect(await alesia.composer.inputValue()).toBe('one more\nbegun since');
    expect(await written()).toEqual(['where is it?', 'on its way']);
  });

  it('the check fails where time does not wait', async () => {
    expect(await arrivesUndone(await asked(5, hurryUp))).toBe(true);
  });

  it('goes by itself when its time is over, and at once by Enter or the next reply', async () => {
    const { alesia, written } = await asked(3);
    await alesia.send('in three seconds');
    await expect.poll(written, PATIENT).toEqual(['where is it?', 'in three seconds']);
    const menu = alesia.page.locator('#composer-menu');
    await alesia.part('composer-menu').click();
    await menu.getByLabel('10 seconds').check();
    await alesia.page.keyboard.press('Escape');
    await alesia.send('one');
    await alesia.send('two');
    await expect.poll(written, PATIENT).toEqual(['where is it?', 'in three seconds', 'one']);
    await alesia.composer.press('Enter');
    await expect.poll(written, PATIENT).toEqual(['where is it?', 'in three seconds', 'one', 'two']);
  });

  it('is not lost with the page: a reload sends it, and so does what is done with the conversation', async () => {
    const { alesia, conversation, written } = await asked(10);
    await alesia.send('over a reload');
    await alesia.part('undo').waitFor();
    await alesia.page.reload();
    await expect.poll(written, PATIENT).toEqual(['where is it?', 'over a reload']);
    await expect.poll(() => alesia.states(), PATIENT).toEqual(['received', 'sent']);
    await alesia.send('before it goes back');
    await alesia.part('release').click();
    await expect.poll(written, PATIENT).toEqual(['where is it?', 'over a reload', 'before it goes back']);
    await expect
      .poll(() => db.query('select status from conversations where id = $1', [conversation]).then(({ rows }) => rows))
      .toEqual([{ status: 'waiting' }]);
  });

  it('is stopped where the player wrote meanwhile: it comes back with their message marked', async () => {
    const stage = await asked(3);
    await answersOver(stage);
    await stage.alesia.page.getByText('Not sent yet: the player wrote just now.').waitFor();
    expect(await stage.alesia.composer.inputValue()).toBe('Cancelled.');
    expect(await stage.alesia.page.locator('[data-marked]').count()).toBe(1);
    expect(await stage.written()).toEqual(['where is it?', 'no, leave it']);
  });

  it('the check fails where a reply claims that its author has seen everything', async () => {
    const stage = await asked(3, claimToHaveSeenAll);
    await answersOver(stage);
    await expect.poll(stage.written, PATIENT).toEqual(['where is it?', 'no, leave it', 'Cancelled.']);
  });
});

describe('two operators', () => {
  it('see each other look and write', async () => {
    const { conversation } = await writingPlayer(relay.url, site, {}, 'who helps me?');
    const alesia = await inboxOf('Alesia');
    const rauf = await inboxOf('Rauf');
    await alesia.visit(conversation);
    await rauf.visit(conversation);
    await expect.poll(() => alesia.part('company').textContent(), PATIENT).toBe('Rauf is viewing');
    await rauf.composer.pressSequentially('I');
    await expect.poll(() => alesia.part('company').textContent(), PATIENT).toBe('Rauf is typing a reply');
    await rauf.page.goto(`${relay.url}/inbox/waiting`);
    await expect.poll(() => alesia.part('company').textContent(), PATIENT).toBe('');
  });

  it('do not answer over each other: the second reply is stopped, and says why', async () => {
    const { conversation } = await writingPlayer(relay.url, site, {}, 'who helps me?');
    const alesia = await inboxOf('Alesia');
    const rauf = await inboxOf('Rauf', 3);
    for (const inbox of [alesia, rauf]) await inbox.visit(conversation);
    await rauf.send('me too');
    await rauf.part('undo').waitFor();
    await alesia.send('I do');
    await rauf.page.getByText('Alesia is answering this player.').first().waitFor();
    await rauf.page.locator('[data-part=message][data-state=failed]').waitFor();
    expect(await writtenTexts(db, conversation)).toEqual(['who helps me?', 'I do']);
  });
});

describe('how far a reply has come', () => {
  it('is sent, then delivered to a device of the player’s, then seen', async () => {
    const { alesia, received, read } = await asked(0);
    await alesia.send('here it is');
    const bubble = alesia.message('here it is');
    await expect.poll(() => bubble.getAttribute('data-state'), PATIENT).toBe('sent');
    await expect.poll(() => bubble.getAttribute('data-delivered'), PATIENT).toBe('true');
    expect(await bubble.textContent()).toContain('Delivered');
    await expect.poll(() => JSON.stringify(received), PATIENT).toContain('here it is');
    read(Number(await bubble.getAttribute('data-seq')));
    await expect.poll(() => bubble.getAttribute('data-state'), PATIENT).toBe('seen');
  });
});
