/** axe-core finds nothing in the chat or the inbox, in any of their states, in light and in dark. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { describe, expect, it } from 'vitest';
import { axeFindings as findings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { frameOperator } from '../support/frame-operator.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { inboxScreen, openInbox } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { newPhone } from '../support/slow-phone.ts';
import { setStage } from '../support/stage.ts';
import { conversationsWith } from '../support/written.ts';

const { db, relay, site, siteUrl } = await setStage();
const browser = await launchChromium();

describe.each(['light', 'dark'] as const)('in %s', { timeout: 60_000 }, (colorScheme) => {
  it('the chat has nothing that axe finds: closed, topics, a thread, a text too long, unread', async () => {
    const operator = await frameOperator(relay.url, await createOperator(db, [site], { name: 'Alesia' }));
    const page = await (await browser.newContext({ locale: 'en', colorScheme })).newPage();
    const chat = playerScreen(page);
    await page.goto(`${siteUrl}/script-tag.html`);
    await chat.launcher.waitFor();
    expect(await findings(page)).toEqual([]);
    await chat.open();
    await chat.part('topics').waitFor();
    expect(await findings(page)).toEqual([]);

    const text = `is this readable in ${colorScheme}? https://fairplay.example/help`;
    await chat.send(text);
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    const [conversation = ''] = await conversationsWith(db, text);
    await operator.answer(conversation, 'It should be: https://fairplay.example/contrast');
    await expect.poll(() => chat.texts(), PATIENT).toHaveLength(2);
    operator.typing(conversation);
    await expect.poll(() => chat.part('typing').textContent(), PATIENT).not.toBe('');
    expect(await findings(page)).toEqual([]);
    await chat.composer.fill('x'.repeat(2_010));
    await chat.part('limit').waitFor();
    expect(await findings(page)).toEqual([]);

    await chat.composer.fill('');
    await page.keyboard.press('Escape');
    await operator.answer(conversation, 'one more thing');
    await chat.part('unread').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('the chat on a phone has nothing that axe finds', async () => {
    const page = await (await newPhone(browser)).newPage();
    await page.emulateMedia({ colorScheme });
    await page.goto(`${siteUrl}/script-tag.html`);
    await playerScreen(page).open();
    await playerScreen(page).send(`on a phone in ${colorScheme}`);
    await expect.poll(() => playerScreen(page).states(), PATIENT).toEqual(['sent']);
    expect(await findings(page)).toEqual([]);
  });

  it('a desk that is routed to has nothing that axe finds: an offer, presence, the team, a transfer, many chosen', async () => {
    const routing = routingRules.parse({ mode: 'offer', acceptMs: 600_000 });
    const routed = await createSite(db, { name: 'Routed', routing });
    const operator = await createOperator(db, [routed], { name: 'Boris' });
    await createOperatorStore(db).equip(operator.id, { languages: { be: 'native' }, topics: null, capacity: 2 });
    await createOperator(db, [routed], { name: 'Rauf' });
    const inbox = await openInbox(browser, relay.url, operator, { locale: 'en', colorScheme });
    const { page } = inbox;
    const danger = { name: 'Volha', tier: 'gold', locale: 'be', topic: 'safer-gambling' } as const;
    await writingPlayer(relay.url, routed, danger, 'дапамажыце');
    await inbox.part('offer').waitFor();
    expect(await findings(page)).toEqual([]);
    await inbox.part('presence').click();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await inbox.part('team').click();
    await inbox.part('team-table').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await inbox.part('choose').click();
    expect(await findings(page)).toEqual([]);
    await inbox.part('choose-end').click();
    await inbox.part('accept').click();
    await inbox.part('transfer').click();
    await inbox.part('transfer-form').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.locator('#transfer-note').fill('a note');
    await page.getByText('The queue').click();
    await inbox.part('transfer-send').click();
    await inbox.part('note').waitFor();
    await inbox.choosePresence('offline');
    await inbox.part('presence-banner').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.context().close();
  });

  it('the inbox has nothing that axe finds: sign-in, lists, a thread, the keys', async () => {
    const text = `for the inbox in ${colorScheme}`;
    const chat = playerScreen(await (await browser.newContext({ locale: 'en' })).newPage());
    await chat.page.goto(`${siteUrl}/script-tag.html`);
    await chat.open();
    await chat.send(text);
    await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);

    const page = await (await browser.newContext({ locale: 'en', colorScheme })).newPage();
    const inbox = inboxScreen(page, relay.url);
    await page.goto(`${relay.url}/inbox`);
    await inbox.part('sign-in').waitFor();
    expect(await findings(page)).toEqual([]);
    await inbox.signIn(await createOperator(db, [site], { name: 'Rauf' }));
    await inbox.rows.first().waitFor();
    expect(await findings(page)).toEqual([]);
    await inbox.show((await conversationsWith(db, text))[0] ?? '');
    await inbox.send('readable here too');
    await expect.poll(() => inbox.states().then((states) => states.at(-1)), PATIENT).toMatch(/sent|seen/);
    expect(await findings(page)).toEqual([]);
    await inbox.composer.blur();
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await findings(page)).toEqual([]);
  });
});

it('the check fails for a button without a name and for pale text, inside the chat too', async () => {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  await page.goto(`${siteUrl}/script-tag.html`);
  await playerScreen(page).open();
  await playerScreen(page).panel.evaluate((panel) => {
    const pale = Object.assign(document.createElement('p'), {
      textContent: 'pale',
      style: 'color: #ddd; background: #fff',
    });
    panel.prepend(document.createElement('button'), pale);
  });
  const found = (await findings(page)).join('\n');
  expect(found).toContain('button-name');
  expect(found).toContain('color-contrast');
});
