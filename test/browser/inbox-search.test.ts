/** Searching all conversations from the list's own field, in a real browser. */
import { beforeEach, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { until } from '../support/conditions.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { createOperator, createSite, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const other = await createSite(db, { name: 'Other' });
const browser = await launchChromium();
let inbox: InboxScreen;
beforeEach(async () => {
  await db.query('truncate conversations cascade');
  inbox = await openInbox(browser, relay.url, await createOperator(db, [site]), { locale: 'en' });
  return () => inbox.page.context().close();
});

const hit = (conversation: string) => inbox.page.locator(`[data-part=hit][data-conversation="${conversation}"]`);
const field = () => inbox.page.getByRole('searchbox');

/** As it would be long ago: in no list that is loaded. */
async function resolveLongAgo(): Promise<void> {
  await db.query(`update conversations set status = 'resolved', resolved_at = '2020-01-01'`);
}

async function translate(conversation: string, text: string): Promise<void> {
  await db.query(
    `with moved as (update conversations set last_seq = last_seq + 1 where id = $1 returning last_seq)
     insert into events (conversation_id, seq, at, type, author_kind, data)
     select $1, last_seq, now(), 'translated', 'system', $2 from moved`,
    [conversation, { of: 2, reader: 'operator', language: 'en', text, provider: 'own' }],
  );
}

const indexed = () =>
  until('everything can be found', async () => {
    const { rows } = await db.query(
      `select 1 from conversations c left join search_progress p on p.conversation_id = c.id
       where c.last_seq > coalesce(p.seq, 0)`,
    );
    return rows.length === 0;
  });

describe('what is typed into the field', () => {
  it('says which of the found are of this list, and that there is nothing more elsewhere', async () => {
    await writingPlayer(relay.url, site, { name: 'Maryna' }, 'hello there');
    await indexed();
    await inbox.rows.waitFor();
    await field().fill('onlythere');
    await inbox.page.getByText('Nothing in this list has these words.').waitFor();
    await inbox.page.getByText('No conversation has these words.').waitFor();
    // The list knows brands; the search, what was said.
    await field().fill(site.name);
    await expect.poll(() => inbox.part('list-here').textContent(), PATIENT).toBe('In this list: 1');
    await expect.poll(() => inbox.part('found').textContent(), PATIENT).toContain('Nothing more than in this list.');
    expect(await axeFindings(inbox.page)).toEqual([]);
  });

  it('is looked for in all conversations, in both languages, and leads to the one that has it', async () => {
    const { conversation } = await writingPlayer(relay.url, site, { name: 'Зміцер', locale: 'be' }, 'Дзе мой вывад?');
    await writingPlayer(relay.url, other, {}, 'вывад на другом сайце');
    await translate(conversation, 'Where is my payout?');
    await indexed();
    await resolveLongAgo();

    await inbox.page.keyboard.press('/');
    await inbox.page.keyboard.type('ВЫВАД');
    await expect.poll(() => hit(conversation).locator('mark').allTextContents(), PATIENT).toEqual(['вывад']);
    expect(await hit(conversation).locator('[data-part=hit-text]').getAttribute('dir')).toBe('ltr');
    expect(await inbox.part('hit').count()).toBe(1);
    expect(await axeFindings(inbox.page)).toEqual([]);

    await field().fill('payout');
    await expect.poll(() => hit(conversation).getAttribute('data-match'), PATIENT).toBe('translation');
    expect(await hit(conversation).textContent()).toContain('in the translation');
    await inbox.page.keyboard.press('Tab');
    await hit(conversation).focus();
    await inbox.page.keyboard.press('Enter');
    await expect.poll(() => inbox.page.url(), PATIENT).toContain(conversation);
    await expect.poll(() => inbox.page.locator('#player-name').textContent()).toBe('Зміцер');
    await expect.poll(() => inbox.messages.count(), PATIENT).toBe(1);
    expect(await hit(conversation).getAttribute('aria-current')).toBe('true');
  });

  it('comes page by page, newest first, each conversation once', { timeout: 60_000 }, async () => {
    const all: string[] = [];
    for (let i = 0; i < 23; i++)
      all.unshift((await writingPlayer(relay.url, site, {}, `perseverance ${i}`)).conversation);
    await indexed();
    await field().fill('PERSEVER');
    await expect.poll(() => inbox.part('hit').count(), PATIENT).toBe(20);
    await inbox.part('found-more').click();
    await expect.poll(() => inbox.part('hit').count(), PATIENT).toBe(23);
    const shown = await inbox
      .part('hit')
      .evaluateAll((hits) => hits.map((one) => one.getAttribute('data-conversation')));
    expect(shown).toEqual(all);
    expect(await inbox.part('found-more').count()).toBe(0);
  });

  it('says that there is nothing, and what went wrong, and tries again', async () => {
    await field().fill('nothing like it');
    await inbox.page.getByText('No conversation has these words.').waitFor();
    await inbox.page.route('**/api/search', (route) => route.abort());
    await field().fill('something');
    await inbox.page.getByText('The search did not get through.').waitFor();
    await inbox.page.unroute('**/api/search');
    await inbox.part('found').getByRole('button', { name: 'Try again' }).click();
    await inbox.page.getByText('No conversation has these words.').waitFor();
    await field().fill('');
    await expect.poll(() => inbox.part('found').count()).toBe(0);
  });

  it('reads from right to left where it was written so, in whatever letters it was typed', async () => {
    const { conversation } = await writingPlayer(relay.url, site, { locale: 'ar' }, 'متى أَسْتَلِمُ الجائزة؟');
    await indexed();
    await field().fill('الجايزه');
    await expect.poll(() => hit(conversation).locator('mark').allTextContents(), PATIENT).toEqual(['الجائزة']);
    expect(await hit(conversation).locator('[data-part=hit-text]').getAttribute('dir')).toBe('rtl');
  });
});
