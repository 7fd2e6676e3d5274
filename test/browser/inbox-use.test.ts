/** An operator's day in the inbox, in a real browser, with players who speak frames. */
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { connectPlayer } from '../support/frame-client.ts';
import { type InboxScreen, inboxScreen, openInbox } from '../support/inbox-screen.ts';
import { createOperator, TEST_ORIGIN, type TestOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith, writtenTexts } from '../support/written.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
let operator: TestOperator;
let inbox: InboxScreen;
beforeEach(async () => {
  await db.query('truncate conversations cascade');
  operator = await createOperator(db, [site], { name: 'Alesia' });
  inbox = await openInbox(browser, relay.url, operator);
  return () => inbox.page.context().close();
});

/** Somebody who has written `texts`, and may write on. */
async function player(...texts: string[]) {
  const client = await connectPlayer(relay.url, site);
  const conversation = newId(systemClock.now());
  const write = async (text: string) => {
    const clientId = newId(systemClock.now());
    client.send({ type: 'post', conversation, clientId, text });
    await client.next('ack', (ack) => ack.clientId === clientId);
  };
  for (const text of texts) await write(text);
  return { conversation, write };
}

const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => inbox.page.keyboard.press(key)), Promise.resolve());
const shown = (conversation: string) => expect.poll(() => inbox.row(conversation).count(), PATIENT);

describe('the door', () => {
  it('says when the password is wrong, lets in, and leaves nothing behind at sign-out', async () => {
    const { conversation } = await player('a question');
    const page = await (await browser.newContext({ locale: 'en' })).newPage();
    const other = inboxScreen(page, relay.url);
    await page.goto(`${relay.url}/inbox`);
    await page.locator('#email').fill(operator.email);
    await page.locator('#password').fill('not the password');
    await page.locator('#password').press('Enter');
    await page.getByText('The e-mail address or the password is not right.').waitFor();
    await other.signIn(operator);
    await other.show(conversation);
    await other.composer.fill('begun and not sent');
    await page.getByRole('button', { name: 'Account of Alesia' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await other.part('sign-in').waitFor();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('begun');
  });

  it('is passed by a link to a conversation, which then stands open', async () => {
    const { conversation } = await player('linked to');
    const page = await (await browser.newContext({ locale: 'en' })).newPage();
    await page.goto(`${relay.url}/inbox/c/${conversation}`);
    const other = inboxScreen(page, relay.url);
    await other.signIn(operator);
    await expect.poll(() => other.texts(), PATIENT).toEqual(['linked to']);
    expect(page.url()).toContain(conversation);
  });
});

describe('the lists', () => {
  it('a conversation goes from waiting to mine, back, and to resolved, until the player writes again', async () => {
    const { conversation, write } = await player('where is my bonus');
    await inbox.show(conversation);
    await inbox.part('take').click();
    await shown(conversation).toBe(0);
    await inbox.list('mine').click();
    await inbox.show(conversation);
    await inbox.part('release').click();
    await shown(conversation).toBe(0);
    await inbox.list('waiting').click();
    await inbox.show(conversation);
    await inbox.send('It is on its way');
    await expect.poll(() => inbox.texts(), PATIENT).toEqual(['where is my bonus', 'It is on its way']);
    await inbox.part('resolve').click();
    await inbox.showList('resolved');
    await shown(conversation).toBe(1);
    await write('it is not there yet');
    await shown(conversation).toBe(0);
    await inbox.list('waiting').click();
    await shown(conversation).toBe(1);
  });

  it('count what waits and what is unread in the title', async () => {
    await expect.poll(() => inbox.page.title(), PATIENT).toBe('Touchline');
    const { conversation, write } = await player('one');
    await player('two');
    await expect.poll(() => inbox.page.title(), PATIENT).toBe('(2) Touchline');
    await inbox.show(conversation);
    await inbox.send('answered');
    await expect.poll(() => inbox.page.title(), PATIENT).toBe('(1) Touchline');
    await inbox.list('mine').click();
    await write('and another thing');
    await expect.poll(() => inbox.page.title(), PATIENT).toBe('(2) Touchline');
    await inbox.show(conversation);
    await expect.poll(() => inbox.page.title(), PATIENT).toBe('(1) Touchline');
  });
});

describe('the keyboard', () => {
  it('is enough to find, read, answer and resolve', async () => {
    const { conversation } = await player('by keys alone');
    await shown(conversation).toBe(1);
    await press('j');
    await expect.poll(() => inbox.texts(), PATIENT).toEqual(['by keys alone']);
    await press('r');
    await inbox.page.keyboard.type('answered by keys, j k e 1 and all');
    await press('Enter');
    await expect.poll(() => inbox.texts(), PATIENT).toEqual(['by keys alone', 'answered by keys, j k e 1 and all']);
    await expect.poll(() => inbox.states(), PATIENT).toEqual(['received', 'sent']);
    await press('Escape', 'e', '4');
    await shown(conversation).toBe(1);
    await press('/');
    await inbox.page.keyboard.type('nothing like it');
    await shown(conversation).toBe(0);
    await press('Escape', 'Escape', '1');
    await expect.poll(() => inbox.list('waiting').getAttribute('aria-current')).toBe('page');
    await press('?');
    await inbox.page.getByRole('dialog').waitFor();
    await press('Escape');
    await expect.poll(() => inbox.page.getByRole('dialog').isVisible()).toBe(false);
  });
});

describe('answering', () => {
  it('begins with a press on a row: what is typed next is text, and no command', async () => {
    const first = await player('press on me');
    const second = await player('and then on me');
    for (const { conversation } of [first, second, second]) {
      await inbox.page.keyboard.press('Escape');
      await inbox.show(conversation);
      await expect.poll(() => inbox.composer.evaluate((field) => field === document.activeElement), PATIENT).toBe(true);
      await inbox.page.keyboard.type('he');
    }
    expect(await inbox.composer.inputValue()).toBe('hehe');
    const { rows } = await db.query(`select 1 from conversations where status <> 'waiting'`);
    expect(rows).toEqual([]);
  });

  it('leaves the focus on the row where a colleague has the conversation', async () => {
    const { conversation } = await player('somebody else has me');
    await inbox.show(conversation);
    await inbox.send('I do');
    const rauf = await openInbox(browser, relay.url, await createOperator(db, [site], { name: 'Rauf' }));
    await rauf.list('open').click();
    await rauf.row(conversation).click();
    await rauf.page.getByText('Alesia is answering this player.').first().waitFor();
    const focused = await rauf.page.evaluate(() => document.activeElement?.getAttribute('data-conversation'));
    expect(focused).toBe(conversation);
    await rauf.page.context().close();
  });

  it('is held back where a message came under the operator’s finger, and goes when they have seen it', async () => {
    const { conversation, write } = await player('cancel my bet');
    await inbox.show(conversation);
    await expect.poll(() => inbox.texts(), PATIENT).toEqual(['cancel my bet']);
    await inbox.composer.fill('Cancelled.');
    // The finger is on its way to Enter when the message appears.
    await inbox.page.evaluate(() => {
      const thread = document.querySelector('[data-part=thread]') as HTMLElement;
      const watch = new MutationObserver(() => {
        if (!thread.textContent?.includes('no, leave it')) return;
        watch.disconnect();
        const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
        document.querySelector('[data-part=composer] textarea')?.dispatchEvent(enter);
      });
      watch.observe(thread, { childList: true, subtree: true, characterData: true });
    });
    await write('no, leave it as it is');
    await inbox.page.getByText('Not sent yet: the player wrote just now.').waitFor();
    expect(await inbox.composer.inputValue()).toBe('Cancelled.');
    expect(await inbox.page.locator('[data-marked]').count()).toBe(1);
    expect(await writtenTexts(db, conversation)).toEqual(['cancel my bet', 'no, leave it as it is']);
    await inbox.composer.press('Enter');
    await expect
      .poll(() => writtenTexts(db, conversation), PATIENT)
      .toEqual(['cancel my bet', 'no, leave it as it is', 'Cancelled.']);
  });

  it('is one operator’s at a time: a colleague sees whose it is, and takes over only when asked twice', async () => {
    const { conversation } = await player('who helps me?');
    await inbox.show(conversation);
    await inbox.send('I do');
    const rauf = await openInbox(browser, relay.url, await createOperator(db, [site], { name: 'Rauf' }));
    await rauf.list('open').click();
    await rauf.row(conversation).click();
    await rauf.page.getByText('Alesia is answering this player.').first().waitFor();
    expect(await rauf.composer.isVisible()).toBe(false);
    await rauf.part('take').click();
    await rauf.page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
    await rauf.composer.waitFor();
    await rauf.send('and now I do');
    await inbox.page.getByText('Rauf is answering this player.').first().waitFor();
    await expect.poll(() => inbox.texts(), PATIENT).toEqual(['who helps me?', 'I do', 'and now I do']);
    await rauf.page.context().close();
  });
});

describe('what was written', () => {
  it('and not sent is there after a reload', async () => {
    const { conversation } = await player('slow answer?');
    await inbox.show(conversation);
    await inbox.composer.fill('half a sen');
    await inbox.page.reload();
    await expect.poll(() => inbox.composer.inputValue(), PATIENT).toBe('half a sen');
    await expect.poll(() => inbox.row(conversation).textContent(), PATIENT).toContain('Draft');
  });

  it('while the relay was down leaves once when it is back, over a reload too', async () => {
    const { conversation } = await player('are you there?');
    await inbox.show(conversation);
    await expect.poll(() => inbox.texts(), PATIENT).toEqual(['are you there?']);
    await relay.kill();
    await inbox.send('I was, all the time');
    await expect.poll(() => inbox.states(), PATIENT).toEqual(['received', 'sending']);
    await relay.start();
    await inbox.page.reload();
    await expect.poll(() => inbox.states(), PATIENT).toEqual(['received', 'sent']);
    expect(await inbox.texts()).toEqual(['are you there?', 'I was, all the time']);
    expect(await conversationsWith(db, 'I was, all the time')).toEqual([conversation]);
  });
});
