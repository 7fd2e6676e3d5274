/** A conversation that is handed on, as the next one finds it: whose it was, and what they say about it. */
import { beforeEach, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
let alesia: InboxScreen;
let vera: InboxScreen;
let veraId: string;
beforeEach(async () => {
  await db.query('truncate conversations cascade');
  const [one, two] = [
    await createOperator(db, [site], { name: 'Alesia' }),
    await createOperator(db, [site], { name: 'Vera' }),
  ];
  veraId = two.id;
  [alesia, vera] = (await Promise.all(
    [one, two].map((who) => openInbox(browser, relay.url, who, { locale: 'en' })),
  )) as [InboxScreen, InboxScreen];
  return () => Promise.all([alesia, vera].map(({ page }) => page.context().close()));
});

const passed = (conversation: string) => vera.row(conversation).locator('[data-part=passed]');

it('carries from whom it came and the note until it is opened, also where it was opened before', async () => {
  const { conversation } = await writingPlayer(relay.url, site, { name: 'Maryna' }, 'I was charged twice');
  // She has read it once, before there was a note.
  await vera.show(conversation);
  await vera.page.keyboard.press('Escape');
  await vera.page.keyboard.press('Escape');
  await alesia.show(conversation);
  await alesia.part('take').click();
  await alesia.part('transfer').click();
  await alesia.page.locator(`[data-member="${veraId}"]`).click();
  expect(await alesia.page.locator(`[data-member="${veraId}"] input`).isChecked()).toBe(true);
  expect(await alesia.part('transfer-note').textContent()).toContain('Only operators see this');
  await alesia.page.locator('#transfer-note').fill('Look at the receipt of Tuesday');
  expect(await axeFindings(alesia.page)).toEqual([]);
  await alesia.part('transfer-send').click();

  await expect.poll(() => passed(conversation).textContent(), PATIENT).toContain('From Alesia');
  expect(await vera.row(conversation).locator('[data-part=passed-note]').textContent()).toBe(
    'Look at the receipt of Tuesday',
  );
  expect(await axeFindings(vera.page)).toEqual([]);
  expect(await alesia.row(conversation).locator('[data-part=passed]').count()).toBe(0);

  await vera.show(conversation);
  await expect.poll(() => vera.part('note').textContent(), PATIENT).toContain('Alesia');
  expect(await vera.part('note').textContent()).toContain('Only operators see this');
  expect(await vera.part('note').locator('svg').count()).toBe(1);
  expect(await passed(conversation).count()).toBe(0);
  await vera.part('take').click();
  // The relay knows it too: another tab, or tomorrow, it is no news.
  await expect
    .poll(async () => {
      const { rows } = await db.query(
        `select 1 from conversations c join events t on t.conversation_id = c.id and t.type = 'transferred'
         where c.id = $1 and c.read_by_operator >= t.seq`,
        [conversation],
      );
      return rows.length;
    }, PATIENT)
    .toBe(1);
  await vera.page.reload();
  await vera.list('mine').click();
  await vera.row(conversation).waitFor();
  expect(await passed(conversation).count()).toBe(0);
});
