/** Finding and sorting in the inbox, by two operators in real browsers, with players who speak frames. */
import { createTeamStore } from '@touchline/relay/teams/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { atDesk } from '../support/shift.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const other = await createSite(db, { name: 'Winfield' });
const browser = await launchChromium();
let alesia: InboxScreen;
let vera: InboxScreen;
let rauf: Awaited<ReturnType<typeof atDesk>>;
beforeEach(async () => {
  await db.query('truncate conversations cascade');
  const [one, two, three] = await Promise.all(
    ['Alesia', 'Vera', 'Rauf'].map((name) => createOperator(db, [site, other], { name })),
  );
  if (!one || !two || !three) throw new Error('three operators were made');
  [alesia, vera] = await Promise.all([
    openInbox(browser, relay.url, one, { locale: 'en' }),
    openInbox(browser, relay.url, two, { locale: 'en' }),
  ]);
  rauf = await atDesk(relay.url, three);
  return () => {
    rauf.close();
    return Promise.all([alesia, vera].map(({ page }) => page.context().close()));
  };
});

const PATIENTLY = { timeout: 60_000 };
type Who = Parameters<typeof writingPlayer>[2];
const asks = (text: string, who: Who = {}, on = site) => writingPlayer(relay.url, on, who, text);
const state = async (conversation: string) =>
  (
    await db.query<{
      status: string;
      tags: string[];
      priority: number;
      snoozed_until: Date | null;
      team: string | null;
    }>('select status, tags, priority, snoozed_until, team_name as team from conversations where id = $1', [
      conversation,
    ])
  ).rows[0];
const status = (conversation: string) => state(conversation).then((row) => row?.status);
const listed = (inbox: InboxScreen) =>
  inbox.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-conversation')));

describe('a list', PATIENTLY, () => {
  it('is narrowed by language and topic, by an address too, here and at the relay alike', async () => {
    const polish = await asks('Gdzie jest moja wypłata, czekam już trzeci dzień?', { locale: 'pl', topic: 'payments' });
    const english = await asks('where is my bet slip', { locale: 'en', topic: 'bets' });
    await alesia.page.goto(`${relay.url}/inbox/waiting?language=pl`);
    await expect.poll(() => listed(alesia), PATIENT).toEqual([polish.conversation]);
    await alesia.page.locator('.filter [data-facet=language]').click();
    await expect.poll(async () => (await listed(alesia)).length, PATIENT).toBe(2);
    await alesia.page.keyboard.press('Escape');
    await alesia.page.keyboard.press('v');
    await alesia.page.locator('.narrow [data-value=bets]').click();
    expect(await axeFindings(alesia.page)).toEqual([]);
    await alesia.page.keyboard.press('Escape');
    await expect.poll(() => listed(alesia), PATIENT).toEqual([english.conversation]);
    expect(alesia.page.url()).toContain('/waiting?topic=bets');
    await alesia.showList('all');
    await expect.poll(() => listed(alesia), PATIENT).toEqual([english.conversation]);
    await alesia.page.goto(`${relay.url}/inbox/all?language=az`);
    await alesia.part('nothing').getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => listed(alesia), PATIENT).toEqual([english.conversation, polish.conversation]);
  });

  it('of what is resolved shows who was not content, and only them when asked', async () => {
    const [glad, cross] = [await asks('thanks'), await asks('no help at all')];
    for (const { conversation } of [glad, cross]) await rauf.command({ type: 'resolve', conversation });
    const rating = (speed: number) => ({ solved: true, speed, courtesy: 5, competence: null, comment: null, at: 1 });
    for (const [{ conversation }, speed] of [
      [glad, 5],
      [cross, 2],
    ] as const)
      await db.query('update conversations set rating = $2 where id = $1', [conversation, rating(speed)]);
    await alesia.showList('resolved');
    await expect.poll(() => listed(alesia), PATIENT).toEqual([cross.conversation, glad.conversation]);
    expect(await alesia.part('low').count()).toBe(1);
    await alesia.page.goto(`${relay.url}/inbox/resolved?rating=low`);
    await expect.poll(() => listed(alesia), PATIENT).toEqual([cross.conversation]);
  });

  it('keeps its rows in place under the pointer, says so, and is right again when the pointer leaves', async () => {
    const first = await asks('first');
    const second = await asks('second');
    await expect.poll(() => listed(alesia), PATIENT).toEqual([first.conversation, second.conversation]);
    await alesia.row(second.conversation).hover();
    await rauf.command({ type: 'take', conversation: first.conversation });
    const third = await asks('third', { topic: 'safer-gambling' });
    await expect.poll(() => alesia.part('held').count(), PATIENT).toBe(1);
    await expect
      .poll(() => listed(alesia), PATIENT)
      .toEqual([first.conversation, second.conversation, third.conversation]);
    expect(await alesia.row(first.conversation).getAttribute('data-left')).toBe('true');
    await alesia.page.mouse.move(900, 400);
    await expect.poll(() => listed(alesia), PATIENT).toEqual([third.conversation, second.conversation]);
    expect(await alesia.part('held').count()).toBe(0);
  });
});

describe('a conversation', PATIENTLY, () => {
  it('is tagged, with tags in use offered, and 300 characters are said to be no tag', async () => {
    const [one, two] = [await asks('one'), await asks('two')];
    await rauf.command({ type: 'tag', conversation: two.conversation, add: ['payout'] });
    await alesia.show(one.conversation);
    await alesia.part('tags').click();
    await alesia.page.getByLabel('Tag', { exact: true }).fill('x'.repeat(300));
    await alesia.page.getByText('A tag has at most 40 characters; this one has 300.').waitFor();
    await alesia.page.keyboard.press('Enter');
    await alesia.page.getByLabel('Tag', { exact: true }).fill('pay');
    await alesia.page.locator('[data-tag-known=payout]').click();
    await alesia.page.getByLabel('Tag', { exact: true }).fill('  VIP  client ');
    expect(await axeFindings(alesia.page)).toEqual([]);
    await alesia.part('tag-add').click();
    await expect.poll(async () => (await state(one.conversation))?.tags, PATIENT).toEqual(['payout', 'vip client']);
    await alesia.page.locator('.tag-editor [data-tag=payout]').click();
    await expect.poll(async () => (await state(one.conversation))?.tags, PATIENT).toEqual(['vip client']);
    await alesia.page.keyboard.press('Escape');
    await expect
      .poll(() => vera.row(one.conversation).locator('[data-part=labels]').textContent(), PATIENT)
      .toBe('vip client');
  });

  it('is put aside until they write, is in nobody’s way meanwhile, and comes back', async () => {
    const { conversation, write } = await asks('let me look for the receipt');
    await alesia.show(conversation);
    await alesia.part('take').click();
    await alesia.list('mine').click();
    await alesia.show(conversation);
    await alesia.part('snooze').click();
    await alesia.page.locator('[data-choice=reply]').click();
    await expect.poll(async () => (await state(conversation))?.snoozed_until, PATIENT).not.toBeNull();
    await alesia.page.mouse.move(900, 400);
    await expect.poll(() => alesia.row(conversation).count(), PATIENT).toBe(0);
    await vera.showList('snoozed');
    await vera.row(conversation).getByText('until they write').waitFor();
    await write('found it');
    await expect.poll(() => vera.row(conversation).count(), PATIENT).toBe(0);
    await alesia.row(conversation).waitFor();
  });

  it('is sent up to a team with a note, and stands among the escalated', async () => {
    const team = newId(systemClock.now());
    const members = (await db.query<{ id: string }>(`select id from operators where name = 'Vera'`)).rows.map(
      ({ id }) => id,
    );
    const administrator = await createOperator(db, [site], { name: 'Boss', isAdministrator: true });
    await createTeamStore(db).save(site.id, team, { name: 'Payments', members, version: 0 }, administrator.id);
    await alesia.page.reload();
    const { conversation } = await asks('my withdrawal is gone');
    await alesia.show(conversation);
    await alesia.part('more-actions').click();
    await alesia.part('more-escalate').click();
    await alesia.page.locator('#transfer-note').fill('Charged twice, see the receipt');
    await alesia.part('transfer-send').click();
    await expect.poll(async () => (await state(conversation))?.team, PATIENT).toBe('Payments');
    await vera.showList('escalated');
    await vera.row(conversation).getByText('Payments').first().waitFor();
    await vera.show(conversation);
    await vera.page.getByText('Charged twice, see the receipt').waitFor();
  });

  it('has a priority that colleagues see', async () => {
    const { conversation } = await asks('hurry');
    await alesia.show(conversation);
    await alesia.page.keyboard.press('Escape');
    await alesia.page.keyboard.press('p');
    await alesia.page.locator('[data-choice=urgent]').waitFor();
    await alesia.page.keyboard.press('1');
    await expect
      .poll(() => vera.row(conversation).locator('[data-priority]').getAttribute('data-priority'), PATIENT)
      .toBe('urgent');
  });
});

describe('resolving', PATIENTLY, () => {
  const resolve = async (text: string) => {
    const player = await asks(text);
    await alesia.show(player.conversation);
    await alesia.part('resolve').click();
    await alesia.part('undo').waitFor();
    return player;
  };

  it('can be undone, by the toast or by Ctrl+Z, and then never was', async () => {
    const { conversation } = await resolve('undo me');
    expect(await axeFindings(alesia.page)).toEqual([]);
    await alesia.part('undo').click();
    await alesia.row(conversation).waitFor();
    await alesia.part('resolve').click();
    await alesia.part('undo').waitFor();
    await alesia.page.keyboard.press('Control+z');
    await alesia.part('resolve').waitFor();
    const { rows } = await db.query(`select 1 from events where conversation_id = $1 and type = 'resolved'`, [
      conversation,
    ]);
    expect(rows).toEqual([]);
  });

  it('is told the relay after a few seconds, at once when the page is left, and after a reload', async () => {
    const first = await resolve('wait for it');
    expect(await status(first.conversation)).toBe('waiting');
    await expect.poll(() => status(first.conversation), PATIENT).toBe('resolved');
    const second = await resolve('and leave');
    await alesia.page.reload();
    await expect.poll(() => status(second.conversation), PATIENT).toBe('resolved');
  });

  it('is called off by a player who writes meanwhile', async () => {
    const { conversation, write } = await resolve('one more thing');
    await write('wait, it is still not there');
    await alesia.page.getByText('Not resolved: the player wrote just now.').waitFor();
    await alesia.row(conversation).waitFor();
    expect(await status(conversation)).toBe('waiting');
  });
});

describe('many at once', PATIENTLY, () => {
  it('are done one by one, and it is said who was quicker', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, (_, at) => asks(`the same question ${at}`)));
    await expect.poll(() => alesia.rows.count(), PATIENT).toBe(8);
    await alesia.part('choose').click();
    await alesia.part('choose-shown').click();
    await alesia.part('bulk-tag').click();
    await alesia.page.getByLabel('Tag', { exact: true }).fill('outage');
    await alesia.page.keyboard.press('Enter');
    await expect.poll(() => alesia.part('bulk-bar').textContent(), PATIENT).toContain('8 done');
    const tags = () => Promise.all(all.map(async ({ conversation }) => (await state(conversation))?.tags.join()));
    expect(await tags()).toEqual(all.map(() => 'outage'));

    await alesia.part('choose-shown').click();
    await alesia.page.context().setOffline(true);
    await vera.show(all[3]?.conversation ?? '');
    await vera.part('take').click();
    await expect.poll(() => status(all[3]?.conversation ?? ''), PATIENT).toBe('open');
    await alesia.part('bulk-resolve').click();
    await alesia.page.context().setOffline(false);
    await expect.poll(() => alesia.part('bulk-bar').textContent(), PATIENT).toMatch(/7 done, 1 is with Vera/);
    expect(await status(all[3]?.conversation ?? '')).toBe('open');
    expect(await axeFindings(alesia.page)).toEqual([]);
  });

  it('are chosen as a range with Shift', async () => {
    const all = [await asks('a'), await asks('b'), await asks('c'), await asks('d')];
    await expect.poll(() => alesia.rows.count(), PATIENT).toBe(4);
    await alesia.part('choose').click();
    await alesia.choice(all[0]?.conversation ?? '').click();
    await alesia.row(all[2]?.conversation ?? '').click({ modifiers: ['Shift'] });
    await expect.poll(() => alesia.page.locator('.row-choice :checked').count()).toBe(3);
    await alesia.part('bulk-take').click();
    await expect.poll(() => alesia.part('bulk-bar').textContent(), PATIENT).toContain('3 done');
  });
});

describe('searching', PATIENTLY, () => {
  it('leads to the message that was found, and takes %_\\ and quotes as they are', async () => {
    const { conversation, write } = await asks('my code is 100%_off\\ "really" it’s');
    for (let at = 0; at < 60; at++) await write(`and then ${at} more`);
    await asks('my code is 100 zero off');
    await alesia.page.keyboard.press('/');
    await alesia.page.keyboard.type('100%_off\\ "really"');
    const hit = alesia.page.locator('[data-part=hit]');
    await expect.poll(() => hit.count(), { ...PATIENT, timeout: 30_000 }).toBe(1);
    await hit.click();
    expect(alesia.page.url()).toContain(`${conversation}?message=2`);
    await expect
      .poll(
        () =>
          alesia.page.locator('[data-part=message][data-seq="2"]').evaluate((message) => {
            const { top, bottom } = message.getBoundingClientRect();
            return top >= 0 && bottom <= innerHeight;
          }),
        PATIENT,
      )
      .toBe(true);
  });
});
