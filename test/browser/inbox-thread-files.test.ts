/** Files in the inbox: attached by every way there is, sent with a reply, looked at in the thread. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { dropFiles, pasteImage } from '../support/dragging.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { PDF, picture } from '../support/pictures.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
beforeEach(() => db.query('truncate conversations cascade').then(() => undefined));

const png = (width: number, height: number) => picture('png', { width, height });

async function opened(undoS: 0 | 10 = 0) {
  const player = await writingPlayer(relay.url, site, {}, 'send me a picture');
  const operator = await createOperator(db, [site], { name: 'Alesia' });
  const alesia = await openInbox(browser, relay.url, operator, { locale: 'en', undoS, reducedMotion: 'reduce' });
  onTestFinished(() => alesia.page.context().close());
  alesia.page.setDefaultTimeout(PATIENT.timeout);
  await alesia.visit(player.conversation);
  await expect.poll(() => alesia.texts(), PATIENT).toEqual(['send me a picture']);
  const chips = alesia.part('chip');
  const sentFiles = () =>
    db
      .query<{ names: string[] }>(
        `select array(select jsonb_array_elements(data->'files')->>'name') as names from events
         where conversation_id = $1 and type = 'message' and data ? 'files' order by seq`,
        [player.conversation],
      )
      .then(({ rows }) => rows.map(({ names }) => names));
  return {
    ...player,
    alesia,
    chips,
    sentFiles,
    choose: (...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
      alesia.part('file-input').setInputFiles(files),
    ready: (count: number) =>
      expect.poll(() => alesia.page.locator('[data-part=chip][data-state=stored]').count(), PATIENT).toBe(count),
  };
}

describe('a file', () => {
  it('is attached by the button, by dropping it on the thread and by pasting it; all go with one reply', async () => {
    const { alesia, chips, choose, ready, sentFiles } = await opened();
    await choose({ name: 'receipt.pdf', mimeType: 'application/pdf', buffer: PDF });
    await dropFiles(alesia.part('thread'), 'dropped.png', await png(320, 200));
    await pasteImage(alesia.composer, await png(64, 64));
    await ready(3);
    expect(await axeFindings(alesia.page)).toEqual([]);
    await alesia.send('here they are');
    await expect.poll(sentFiles, PATIENT).toHaveLength(1);
    expect((await sentFiles())[0]).toHaveLength(3);
    expect(await chips.count()).toBe(0);
    const bubble = alesia.messages.filter({ hasText: 'here they are' });
    expect(await bubble.locator('[data-part=file]').textContent()).toMatch(/receipt\.pdf.*\d/);
    expect(await bubble.locator('[data-part=image]').count()).toBe(2);
    expect(await axeFindings(alesia.page)).toEqual([]);
  });

  it('may be sent without a word, and is shown small in the thread and large on demand, until Escape', async () => {
    const { alesia, choose, ready, sentFiles } = await opened();
    await choose({ name: 'odds.png', mimeType: 'image/png', buffer: await png(1_200, 800) });
    await ready(1);
    await alesia.composer.press('Enter');
    await expect.poll(sentFiles, PATIENT).toEqual([['odds.png']]);
    const image = alesia.part('image');
    const place = await image.boundingBox();
    await expect
      .poll(
        () => image.locator('img').evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0),
        PATIENT,
      )
      .toBe(true);
    expect(await image.boundingBox()).toEqual(place);
    await image.click();
    const large = alesia.part('lightbox').locator('img');
    await expect.poll(() => large.evaluate((img: HTMLImageElement) => img.naturalWidth), PATIENT).toBe(1_200);
    expect(await axeFindings(alesia.page)).toEqual([]);
    const [saved] = await Promise.all([alesia.page.waitForEvent('download'), alesia.part('download').click()]);
    expect([saved.suggestedFilename(), alesia.page.context().pages().length]).toEqual(['odds.png', 1]);
    await alesia.page.keyboard.press('Escape');
    await expect.poll(() => large.isVisible()).toBe(false);
    expect(alesia.page.url()).toContain('/c/');
  });

  it('stays with its conversation, can be taken off, and comes back with a reply that is undone', async () => {
    const { alesia, conversation, chips, choose, ready, sentFiles } = await opened(10);
    const other = await writingPlayer(relay.url, site, {}, 'somebody else');
    await choose(
      { name: 'one.png', mimeType: 'image/png', buffer: await png(40, 40) },
      { name: 'two.png', mimeType: 'image/png', buffer: await png(40, 40) },
    );
    await ready(2);
    await chips.first().locator('[data-part=chip-remove]').click();
    await alesia.show(other.conversation);
    expect(await chips.count()).toBe(0);
    await alesia.show(conversation);
    await ready(1);
    await alesia.send('the second one');
    await alesia.part('undo').click();
    await ready(1);
    expect(await alesia.composer.inputValue()).toBe('the second one');
    await alesia.composer.press('Enter');
    await alesia.composer.press('Enter');
    await expect.poll(sentFiles, PATIENT).toEqual([['two.png']]);
  });

  it('that may not be sent says why, and holds nothing up that may', async () => {
    const { alesia, chips, choose } = await opened();
    await choose(
      { name: 'game.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
      { name: 'film.png', mimeType: 'image/png', buffer: Buffer.alloc(11 * 1024 * 1024, 1) },
      { name: 'not-a.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload=alert(1)>') },
    );
    await expect.poll(() => alesia.page.locator('[data-part=chip][data-state=refused]').count(), PATIENT).toBe(3);
    const said = await chips.allTextContents();
    expect(said[0]).toContain('Only images and PDF');
    expect(said[1]).toContain('Larger than 10 MB');
    expect(said[2]).toContain('Only images and PDF');
    expect(await alesia.part('send').isDisabled()).toBe(true);
    for (let left = 3; left > 0; left--) await chips.first().locator('[data-part=chip-remove]').click();
    await alesia.send('words only');
    await expect.poll(() => alesia.texts(), PATIENT).toContain('words only');
  });

  it('whose line is cut says that it waits, and goes on by itself', async () => {
    const { alesia, chips, choose, ready, sentFiles } = await opened();
    await alesia.page.context().route('**/uploads/**', (route) => route.abort());
    await choose({ name: 'cut.png', mimeType: 'image/png', buffer: await png(40, 40) });
    await expect.poll(() => chips.textContent(), PATIENT).toContain('Waiting to send');
    await alesia.page.context().unroute('**/uploads/**');
    await ready(1);
    await alesia.send('through after all');
    await expect.poll(sentFiles, PATIENT).toEqual([['cut.png']]);
  });
});
