/**
 * Where no WebSocket passes: a brand's web server that refuses upgrades, and one that swallows them. Player and operator
 * hold a conversation all the same, in real browsers, over reloads and a relay that is killed in the middle.
 */
import { describe, expect, it } from 'vitest';
import { PATIENT } from '../support/chromium.ts';
import { playerScreen } from '../support/player-screen.ts';
import { setPollingStage } from '../support/polling-stage.ts';
import type { Upgrades } from '../support/prefix-proxy.ts';
import { conversationsWith, isDense, writtenTexts } from '../support/written.ts';

const { db, relay, proxy, pageUrl, browser, same, meet } = await setPollingStage();

describe.each<Upgrades>(['refuse', 'swallow'])('where the proxy does this to upgrades: %s', (upgrades) => {
  it('a conversation goes to and fro, over reloads and a killed relay', { timeout: 120_000 }, async () => {
    const said = [`${upgrades}: where is my bonus?`];
    const add = (text: string) => {
      said.push(text);
      return text;
    };
    const { chat, inbox, conversation, leave } = await meet(upgrades, said[0] ?? '');
    await expect.poll(() => inbox.connection.getAttribute('data-way')).toBe('polling');

    await inbox.send(add('On its way'));
    await same(inbox, said);
    await same(chat, said);

    await chat.page.reload();
    await chat.open();
    await chat.send(add('Thank you'));
    await same(chat, said);
    await same(inbox, said);

    await relay.kill();
    await chat.send(add('Are you still there?'));
    await relay.start();
    await same(inbox, said);
    await inbox.page.reload();
    await same(inbox, said);
    await inbox.send(add('All the time'));
    await same(chat, said);
    await same(inbox, said);

    expect(await writtenTexts(db, conversation)).toEqual(said);
    expect(await isDense(db, conversation)).toBe(true);
    await leave();
  });
});

it('the check fails where a client knows no other way', async () => {
  proxy.upgrades = 'refuse';
  const context = await browser.newContext({ locale: 'en' });
  let looked = 0;
  await context.route(/\/assets\/polling-/, (route) => {
    looked++;
    return route.abort();
  });
  const chat = playerScreen(await context.newPage());
  await chat.page.goto(pageUrl);
  await chat.open();
  await chat.send('heard by nobody');
  await expect.poll(() => looked, PATIENT).toBeGreaterThan(1);
  expect(await chat.states()).toEqual(['sending']);
  expect(await conversationsWith(db, 'heard by nobody')).toEqual([]);
  await context.close();
});
