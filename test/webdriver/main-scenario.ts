/**
 * What the product is for, in a browser that is not Chromium: a player writes, an operator takes and answers, a picture
 * is sent, both find everything after a reload, and the player says how it went. Each browser has a test file of its own, so that one can fail alone.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, it } from 'vitest';
import { picture } from '../support/pictures.ts';
import { createOperator } from '../support/relay.ts';
import { GREETING, setStage } from '../support/stage.ts';
import { poll, type RemoteBrowser } from './remote.ts';

const OF_PLAYER = 'touchline-chat >>> ';
const part = (name: string) => `[data-part=${name}]`;

const TITLE =
  'a player writes and sends a picture, an operator takes and answers, a reload loses nothing, and it is rated';

/** `present`: this machine has the browser. */
export async function playMainScenario(present: boolean, launch: () => Promise<RemoteBrowser>): Promise<void> {
  if (!present) return it.skip(TITLE);
  const { db, relay, site, siteUrl } = await setStage();
  const operator = await createOperator(db, [site], { name: 'Alesia' });
  const browser = await launch();
  const folder = await mkdtemp(join(tmpdir(), 'touchline-statement-'));
  const statement = join(folder, 'statement.png');
  await writeFile(statement, await picture('png'));
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  it(TITLE, async () => {
    const [chat, inbox] = await Promise.all([browser.openPage(), browser.openPage()]);
    const chatTexts = (...texts: string[]) => poll(chat, OF_PLAYER + part('text')).toEqual(texts);
    const inboxTexts = (...texts: string[]) => poll(inbox, part('text')).toEqual(texts);
    const said = ['Where is my withdrawal? Дзе мае грошы?', 'It was paid this morning.', 'see my bank'] as const;

    // 1. The player opens the chat on the betting site and writes.
    await chat.goto(`${siteUrl}/script-tag.html`);
    await chat.click(OF_PLAYER + part('launcher'));
    await poll(chat, `${OF_PLAYER}.greeting`).toEqual([GREETING]);
    await chat.type(OF_PLAYER + part('composer'), `${said[0]}\n`);
    await chatTexts(said[0]);

    // 2. The operator signs in, finds the player waiting, opens the conversation and takes it by answering.
    await inbox.goto(`${relay.url}/inbox`);
    await inbox.evaluate(`localStorage.setItem('touchline.inbox.${operator.id}.undo', '0')`);
    await inbox.type('#email', operator.email);
    await inbox.type('#password', `${operator.password}\n`);
    await inbox.click(part('row'));
    await inboxTexts(said[0]);
    await inbox.type(`${part('composer')} textarea`, `${said[1]}\n`);

    // 3. The player sees who answered, and goes on, with a picture that the operator sees.
    await chatTexts(said[0], said[1]);
    await poll(chat, OF_PLAYER + part('announcer')).toEqual([`Alesia: ${said[1]}`]);
    await chat.choose(OF_PLAYER + part('clip'), statement);
    await poll(chat, OF_PLAYER + part('chip'), 'dataset.state').toEqual(['stored']);
    await chat.type(OF_PLAYER + part('composer'), `${said[2]}\n`);
    await inboxTexts(...said);
    await poll(inbox, `${part('image')} img`, 'naturalWidth > 0').toEqual([true]);
    await poll(chat, OF_PLAYER + part('message'), 'dataset.state').toEqual(['seen', 'received', 'seen']);

    // 4. Both reload, and have everything.
    await Promise.all([chat.reload(), inbox.reload()]);
    await inboxTexts(...said);
    await chat.click(OF_PLAYER + part('launcher'));
    await chatTexts(...said);
    await poll(chat, `${OF_PLAYER}${part('image')} img`, 'naturalWidth > 0').toEqual([true]);

    // 5. It is resolved, and the player says how it went.
    await inbox.click(part('resolve'));
    await chat.click(OF_PLAYER + part('solved'));
    await poll(inbox, part('rated'), 'dataset.low').toEqual([null]);
  }, 60_000);
}
