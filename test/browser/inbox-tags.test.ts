/** Tags of several conversations at once, which need not have the same ones. */
import { expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { atDesk } from '../support/shift.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();

it('a tag that one of two has is put on the other too, and is taken off both', { timeout: 60_000 }, async () => {
  const [first, second] = [
    await writingPlayer(relay.url, site, {}, 'one'),
    await writingPlayer(relay.url, site, {}, 'two'),
  ];
  const rauf = await atDesk(relay.url, await createOperator(db, [site], { name: 'Rauf' }));
  onTestFinished(() => rauf.close());
  await rauf.command({ type: 'tag', conversation: second.conversation, add: ['payout'] });
  const alesia = await openInbox(browser, relay.url, await createOperator(db, [site]), { locale: 'en' });
  onTestFinished(() => alesia.page.context().close());
  const { page, part, rows } = alesia;
  page.setDefaultTimeout(PATIENT.timeout);
  const tags = async () => {
    const found = await db.query<{ tags: string[] }>('select tags from conversations order by created_at, id');
    return found.rows.map((row) => row.tags);
  };
  const askAboutBoth = async () => {
    await part('choose-shown').click();
    await part('bulk-tag').click();
  };

  await expect.poll(() => rows.count(), PATIENT).toBe(2);
  await expect.poll(tags, PATIENT).toEqual([[], ['payout']]);
  await part('choose').click();
  await askAboutBoth();
  expect(await page.locator('.tag-editor [data-tag=payout]').textContent()).toBe('payout 1/2');
  expect(await axeFindings(page)).toEqual([]);
  await page.locator('[data-tag-known=payout]').click();
  await expect.poll(tags, PATIENT).toEqual([['payout'], ['payout']]);
  await expect.poll(() => alesia.row(first.conversation).textContent(), PATIENT).toContain('payout');
  await askAboutBoth();
  await page.locator('.tag-editor [data-tag=payout]').click();
  await expect.poll(tags, PATIENT).toEqual([[], []]);
});
