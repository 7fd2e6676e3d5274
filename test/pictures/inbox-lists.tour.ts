/** Everything of the inbox around a conversation: doors, lists, dialogs, menus, pages. */
import { expect, it } from 'vitest';
import { PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { inboxScreen, openInbox } from '../support/inbox-screen.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { shoot } from './camera.ts';
import { LAPTOP, ONE_THEME, openDesk } from './desk.ts';
import { tour } from './scenes.ts';

it('shows lists, dialogs and pages', { timeout: 900_000 }, async () => {
  const { world, browser, inbox, page, player, at, see, press, popover, keep } = await openDesk();
  const { db, relay, routed, rauf } = world;
  const { scene, allShown } = tour();

  // At once: a desk that says nothing for a minute is closed.
  await rauf.command({ type: 'take', conversation: player('Leyla').conversation });
  await rauf.command({ type: 'snooze', conversation: player('Leyla').conversation, until: null });
  await rauf.command({ type: 'take', conversation: player('Diego Fernández').conversation });
  await rauf.command({ type: 'resolve', conversation: player('Diego Fernández').conversation });
  await db.query('update conversations set rating = $2 where id = $1', [
    player('Diego Fernández').conversation,
    { solved: true, speed: 2, courtesy: 5, competence: 3, comment: 'Slow, but kind.', at: 1 },
  ]);
  await keep('payout', { en: 'Payouts to cards take up to one working day.', be: 'Вывад займае да аднаго дня.' });
  await keep('hello', { en: 'Hello {{player.name}}, this is {{operator.name}}.' });

  await scene('door-sign-in', async () => {
    const stranger = await (await browser.newContext({ locale: 'en' })).newPage();
    const door = inboxScreen(stranger, relay.url);
    await stranger.goto(`${relay.url}/inbox`);
    await door.part('sign-in').waitFor();
    await stranger.locator('#email').fill('alesia@fairplay.example');
    await stranger.locator('#password').fill('not this one');
    await stranger.locator('#password').press('Enter');
    await stranger.getByRole('alert').first().waitFor();
    await shoot(stranger, 'door-sign-in');
    await stranger.goto(`${relay.url}/inbox/setup#nothing`);
    await stranger.locator('main').waitFor();
    await shoot(stranger, 'door-setup-used-link', ONE_THEME);
  });

  await scene('list-empty', async () => {
    const quiet = await createSite(db, { name: 'Quiet' });
    const idle = await openInbox(browser, relay.url, await createOperator(db, [quiet], { name: 'Vera' }), {
      locale: 'ru',
    });
    await idle.part('nothing').waitFor();
    await shoot(idle.page, 'list-empty-ru');
    await idle.page.context().close();
  });

  await scene('list-loading', async () => {
    const context = await browser.newContext({ storageState: await page.context().storageState(), locale: 'en' });
    const slow = await context.newPage();
    await slow.routeWebSocket(/./, () => {});
    await slow.goto(`${relay.url}/inbox/waiting`);
    await slow.locator('.ghost').first().waitFor();
    await shoot(slow, 'list-loading');
    await context.close();
  });

  await scene('list-waiting', async () => {
    await see('waiting');
    await expect.poll(() => inbox.rows.count(), PATIENT).toBeGreaterThan(5);
    await shoot(page, 'list-waiting');
  });

  await scene('bulk', async () => {
    await page.setViewportSize(LAPTOP);
    await see('waiting');
    await inbox.rows.first().waitFor();
    await inbox.part('choose').click();
    await inbox.part('choose-shown').click();
    await shoot(page, 'bulk-bar');
    await inbox.part('bulk-tag').click();
    await page.getByLabel('Tag', { exact: true }).fill('outage');
    await page.keyboard.press('Enter');
    await expect.poll(() => inbox.part('bulk-bar').textContent(), PATIENT).toContain('done');
    await shoot(page, 'bulk-done', ONE_THEME);
    await inbox.part('choose-end').click();
  });

  for (const [name, key] of [
    ...[
      ['tags', 'l'],
      ['priority', 'p'],
      ['snooze', 's'],
      ['transfer', 'f'],
      ['escalate', 'u'],
    ],
    ...[
      ['narrow', 'v'],
      ['team', 'm'],
      ['help', '?'],
      ['commands', 'Control+k'],
    ],
  ] as [string, string][])
    await scene(`dialog-${name}`, async () => {
      await at('Maryna Kavalenka');
      if (name === 'snooze') await inbox.part('take').click();
      if (name === 'snooze') await inbox.part('snooze').waitFor();
      await press(key);
      await page.locator('dialog[open]').waitFor();
      await shoot(page, `dialog-${name}`);
    });

  for (const id of [
    'account',
    'alerts',
    'presence-menu',
    'more-lists',
    'more-actions',
    'composer-menu',
    'language-menu',
  ])
    await scene(`menu-${id}`, async () => {
      await at('Maryna Kavalenka');
      if (id === 'language-menu') await inbox.part('player-language').waitFor();
      await popover(id);
      await shoot(page, `menu-${id}`, ONE_THEME);
    });

  for (const [name, part] of [
    ['spoken', 'spoken-open'],
    ['aliases', 'aliases-open'],
  ] as const)
    await scene(`dialog-${name}`, async () => {
      await see('waiting');
      await inbox.rows.first().waitFor();
      await popover('account');
      await inbox.part(part).click();
      await inbox.part(name).waitFor();
      await shoot(page, `dialog-${name}`);
    });

  await scene('search', async () => {
    await page.setViewportSize(LAPTOP);
    await see('waiting');
    await inbox.rows.first().waitFor();
    await page.locator('.filter input').fill('bet');
    await inbox.part('hit').first().waitFor();
    await shoot(page, 'search-found');
    await page.locator('.filter input').fill('a word that nobody wrote');
    await expect.poll(() => inbox.rows.count(), PATIENT).toBe(0);
    await shoot(page, 'search-nothing', ONE_THEME);
  });

  for (const view of ['mine', 'open', 'escalated', 'snoozed', 'resolved', 'all'] as const)
    await scene(`list-${view}`, async () => {
      await page.setViewportSize(LAPTOP);
      await see(view);
      await shoot(page, `list-${view}`, ONE_THEME);
    });

  for (const path of ['connection', 'translation', 'replies'] as const)
    await scene(`page-${path}`, async () => {
      await see(path);
      await page.locator('main').getByRole('heading').first().waitFor();
      await shoot(page, `page-${path}`);
      if (path !== 'replies') return;
      await inbox.part('reply-row').first().click();
      await inbox.part('reply-form').waitFor();
      await shoot(page, 'page-replies-form');
    });

  await scene('offer', async () => {
    const vera = await world.hire('Vera', [routed]);
    await writingPlayer(
      relay.url,
      routed,
      { name: 'Volha', tier: 'gold', locale: 'en', topic: 'safer-gambling' },
      'please help me to stop',
    );
    const desk = await openInbox(browser, relay.url, vera, { locale: 'pl', reducedMotion: 'reduce' });
    await desk.part('offer').waitFor();
    await shoot(desk.page, 'offer-pl');
    await desk.page.setViewportSize(LAPTOP);
    await desk.choosePresence('offline');
    await desk.part('presence-banner').waitFor();
    await shoot(desk.page, 'presence-offline-pl', ONE_THEME);
    await desk.page.context().close();
  });

  allShown();
});
