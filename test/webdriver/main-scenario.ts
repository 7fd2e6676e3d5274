/**
 * What the product is for, in a browser that is not Chromium: a player writes, an operator takes and answers, both
 * find everything after a reload. Each browser has a test file of its own, so that one can fail alone.
 */
import { it } from 'vitest';
import { createOperator, type TestOperator } from '../support/relay.ts';
import { GREETING, setStage } from '../support/stage.ts';
import { poll, type RemoteBrowser, type RemotePage } from './remote.ts';

const OF_PLAYER = 'touchline-chat >>> ';
const part = (name: string) => `[data-part=${name}]`;

export async function playMainScenario(launch: () => Promise<RemoteBrowser>): Promise<void> {
  const { db, relay, site, siteUrl } = await setStage();
  const operator = await createOperator(db, [site], { name: 'Alesia' });
  const browser = await launch();

  it('a player writes, an operator takes and answers, and a reload loses nothing', async () => {
    const [chat, inbox] = await Promise.all([browser.openPage(), browser.openPage()]);
    const chatTexts = (...texts: string[]) => poll(chat, OF_PLAYER + part('text')).toEqual(texts);
    const inboxTexts = (...texts: string[]) => poll(inbox, part('text')).toEqual(texts);

    // 1. The player opens the chat on the betting site and writes.
    await chat.goto(`${siteUrl}/script-tag.html`);
    await chat.click(OF_PLAYER + part('launcher'));
    await poll(chat, `${OF_PLAYER}.greeting`).toEqual([GREETING]);
    await write(chat, OF_PLAYER + part('composer'), 'Where is my withdrawal? Дзе мае грошы?');
    await chatTexts('Where is my withdrawal? Дзе мае грошы?');

    // 2. The operator signs in, finds the player waiting, opens the conversation and takes it by answering.
    await inbox.goto(`${relay.url}/inbox`);
    await signIn(inbox, operator);
    await inbox.click(part('row'));
    await inboxTexts('Where is my withdrawal? Дзе мае грошы?');
    await write(inbox, `${part('composer')} textarea`, 'It was paid this morning.');

    // 3. The player sees who answered, and goes on.
    await chatTexts('Where is my withdrawal? Дзе мае грошы?', 'It was paid this morning.');
    await poll(chat, OF_PLAYER + part('announcer')).toEqual(['Alesia: It was paid this morning.']);
    await write(chat, OF_PLAYER + part('composer'), 'thank you');
    const whole = ['Where is my withdrawal? Дзе мае грошы?', 'It was paid this morning.', 'thank you'];
    await inboxTexts(...whole);
    await poll(chat, OF_PLAYER + part('message'), 'dataset.state').toEqual(['seen', 'received', 'seen']);

    // 4. Both reload.
    await Promise.all([chat.reload(), inbox.reload()]);
    await inboxTexts(...whole);
    await chat.click(OF_PLAYER + part('launcher'));
    await chatTexts(...whole);
  }, 60_000);
}

async function write(page: RemotePage, composer: string, text: string): Promise<void> {
  await page.type(composer, `${text}\n`);
}

async function signIn(inbox: RemotePage, { email, password }: TestOperator): Promise<void> {
  await inbox.type('#email', email);
  await inbox.type('#password', `${password}\n`);
}
