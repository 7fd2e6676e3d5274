/** Files that a player sends: chosen, dragged, pasted; on bad lines, refused, over a reload. How they are shown: widget-files-shown.test.ts. */
import { LOCALES } from '@touchline/shared/people.ts';
import { FILE_MAX_BYTES, FILE_TYPES, FILES_PER_MESSAGE } from '@touchline/shared/wire.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe-findings.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { noise, PDF, picture } from '../support/pictures.ts';
import { attributes, type PlayerScreen, playerScreen } from '../support/player-screen.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createSite } from '../support/relay.ts';
import { slowDown } from '../support/slow-phone.ts';
import { SITE_KEY, startBettingSite, startLastingRelay } from '../support/stage.ts';
import { startUploadProxy } from '../support/upload-proxy.ts';

const { db, url: databaseUrl } = await createTestDatabase();
const relay = await startLastingRelay({ databaseUrl });
const proxy = await startUploadProxy(relay.url);
const siteUrl = await startBettingSite(proxy.url);
await createSite(db, { key: SITE_KEY, name: 'Fairplay', languages: [...LOCALES], origins: [siteUrl] });
const browser = await launchChromium();
const slip = { name: 'bet slip.png', mimeType: 'image/png', buffer: await picture('png', { width: 900, height: 600 }) };
const passport = { name: 'passport.pdf', mimeType: 'application/pdf', buffer: PDF };
/** Larger than what the line itself holds back. */
const photo = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await noise({ width: 4000, height: 3000 }) };
let chat: PlayerScreen;
beforeEach(async () => {
  const context = await browser.newContext({ locale: 'en' });
  chat = playerScreen(await context.newPage());
  await chat.page.goto(`${siteUrl}/script-tag.html`);
  await chat.open();
  return () => context.close();
});

const chips = () => attributes(chat.part('chip'), 'data-state');
const choose = (...files: (typeof slip)[]) => chat.part('clip').setInputFiles(files);
/** Texts and file names of the messages in the database, of this player alone: each test has its own text. */
const written = async (like: string) => {
  const { rows } = await db.query<{ said: string }>(
    `select e.data->>'text' || coalesce((select string_agg(' +' || (f->>'name'), '' order by n)
       from jsonb_array_elements(e.data->'files') with ordinality as x(f, n)), '') as said
     from events e where e.type = 'message' and e.conversation_id in
       (select conversation_id from events where type = 'message' and data->>'text' like $1) order by e.seq`,
    [`${like}%`],
  );
  return rows.map(({ said }) => said);
};

/** As the system's pointer, or clipboard, would bring them. */
const bring = (kind: 'drop' | 'paste', file: { name: string; mimeType: string; buffer: Buffer }) =>
  chat.panel.evaluate(
    (panel, { kind, name, type, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }));
      if (kind === 'paste')
        panel.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      else
        for (const step of ['dragover', 'drop'])
          panel.dispatchEvent(new DragEvent(step, { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    { kind, name: file.name, type: file.mimeType, bytes: file.buffer.toString('base64') },
  );

describe('files come', () => {
  it('by choice, several at once, and go with a text in one message', async () => {
    await choose(slip, passport);
    await expect.poll(chips, PATIENT).toEqual(['stored', 'stored']);
    await chat.send('one: my bet and my passport');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    expect(await chips()).toEqual([]);
    expect(await written('one:')).toEqual(['one: my bet and my passport +bet slip.png +passport.pdf']);
  });

  it('from a phone’s photos and camera: the input names the types that may be sent, and takes several', async () => {
    const input = await chat.part('clip').evaluate((one: HTMLInputElement) => [one.accept, one.multiple, one.type]);
    expect(input).toEqual([FILE_TYPES.join(), true, 'file']);
  });

  it.each(['drop', 'paste'] as const)('by %s', async (kind) => {
    await bring(kind, slip);
    await expect.poll(chips, PATIENT).toEqual(['stored']);
    expect(await chat.part('drop').count()).toBe(0);
  });

  it('without a text', async () => {
    await choose(slip);
    await expect.poll(chips, PATIENT).toEqual(['stored']);
    await chat.composer.press('Enter');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    expect(await chat.texts()).toEqual([]);
    expect(await chat.part('image').count()).toBe(1);
  });

  it('no more than go into one message, and says so', async () => {
    await choose(...Array.from({ length: FILES_PER_MESSAGE + 2 }, (_, i) => ({ ...passport, name: `${i}.pdf` })));
    await expect.poll(chips, PATIENT).toHaveLength(FILES_PER_MESSAGE);
    await expect.poll(() => chat.panel.textContent(), PATIENT).toContain('At most 10 files in one message');
  });
});

describe('on its way', () => {
  it('a file shows how far it has got, can be taken away, and its end is said aloud', async () => {
    const atFullSpeed = await slowDown(chat.page, { latencyMs: 20, cpuTimes: 1 });
    await choose(photo);
    const progress = () => chat.panel.locator('progress').evaluate((bar: HTMLProgressElement) => bar.value);
    await expect.poll(progress, PATIENT).toBeGreaterThan(0);
    expect(await progress()).toBeLessThan(1);
    expect(await axeFindings(chat.page)).toEqual([]);
    await chat.part('chip-remove').click();
    expect(await chips()).toEqual([]);
    await atFullSpeed();
    await choose(slip);
    await expect.poll(() => chat.part('chips-said').textContent(), PATIENT).toBe('bet slip.png is ready to send');
    await chat.composer.press('Enter');
    await expect.poll(() => chat.part('chips-said').textContent(), PATIENT).toBe('');
  });

  it('a message waits for its file, and those after it wait for the message', async () => {
    const release = proxy.hold();
    await choose(photo);
    await expect.poll(chips, PATIENT).toEqual(['sending']);
    await chat.send('order: with a photo');
    await chat.send('order: after it');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sending', 'sending']);
    expect(await written('order:')).toEqual([]);
    release();
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent', 'sent']);
    expect(await written('order:')).toEqual(['order: with a photo +photo.jpg', 'order: after it']);
  });

  it('an upload that is cut off at 99 % begins again by itself, and the message comes once', async () => {
    const before = proxy.uploads;
    proxy.cut(0.99);
    await choose(photo);
    await expect.poll(chips, PATIENT).toHaveLength(1);
    await chat.send('cut: once');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    // Once more while the relay has not noticed yet that the first one is dead.
    expect(proxy.uploads - before).toBeGreaterThanOrEqual(2);
    expect(await written('cut:')).toEqual(['cut: once +photo.jpg']);
  });

  it('without a connection it waits, and goes on when that is back', async () => {
    const release = proxy.hold();
    await choose(photo);
    await expect.poll(chips, PATIENT).toEqual(['sending']);
    proxy.down();
    release();
    await expect.poll(() => chat.part('chip').textContent(), PATIENT).toContain('Waiting for the connection');
    await chat.send('away: and back');
    proxy.up();
    await expect.poll(() => chat.states(), { ...PATIENT, timeout: 40_000 }).toEqual(['sent']);
    expect(await written('away:')).toEqual(['away: and back +photo.jpg']);
  });
});

describe('what cannot be sent is said in plain words, and the rest can be', () => {
  const cases = [
    [
      'a kind that may not be sent',
      { ...slip, name: 'setup.exe', mimeType: 'application/x-msdownload' },
      'cannot be sent',
    ],
    ['too large', { ...slip, buffer: Buffer.alloc(FILE_MAX_BYTES + 1) }, 'at most 10 MB'],
    ['empty', { ...slip, buffer: Buffer.alloc(0) }, 'damaged'],
    ['not what its name says', { ...slip, buffer: Buffer.from('MZ a program') }, 'damaged'],
    ['broken', { ...slip, buffer: slip.buffer.subarray(0, 200) }, 'damaged'],
  ] as const;
  it.each(cases)('%s', async (_, file, words) => {
    await choose(file, passport);
    await expect.poll(chips, PATIENT).toEqual(['refused', 'stored']);
    expect(await chat.part('chip').first().textContent()).toContain(words);
    expect(await chat.part('chips-said').textContent()).not.toBe('');
    await chat.composer.press('Enter');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    expect(await chips()).toEqual(['refused']);
  });

  it('also of a message that waited for it: it goes back to where it was made', async () => {
    const release = proxy.hold();
    await choose({ ...photo, buffer: photo.buffer.subarray(0, photo.buffer.length / 2) });
    await expect.poll(chips, PATIENT).toHaveLength(1);
    await chat.send('refused: in the end');
    release();
    await expect.poll(() => chat.states(), PATIENT).toEqual(['failed']);
    await chat.panel.getByRole('button', { name: 'Edit' }).click();
    expect(await chat.states()).toEqual([]);
    expect(await chat.composer.inputValue()).toBe('refused: in the end');
    expect(await chips()).toEqual(['refused']);
  });
});

describe('over a reload', () => {
  it('what had arrived stays chosen, what had not has to be chosen again, the text stays', async () => {
    await choose(slip);
    await expect.poll(chips, PATIENT).toEqual(['stored']);
    const release = proxy.hold();
    await choose(photo);
    await chat.composer.fill('reload: still here');
    await expect.poll(chips, PATIENT).toEqual(['stored', 'sending']);
    await chat.page.reload();
    release();
    await chat.open();
    await expect.poll(chips, PATIENT).toEqual(['stored', 'gone']);
    expect(await chat.part('chip').nth(1).textContent()).toContain('choose this file again');
    await chat.composer.press('Enter');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
    expect(await written('reload:')).toEqual(['reload: still here +bet slip.png']);
  });

  it('a message that waited for its file says that it was not sent, and keeps its text', async () => {
    const release = proxy.hold();
    await choose(photo);
    await expect.poll(chips, PATIENT).toHaveLength(1);
    await chat.send('lost: the words are not');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sending']);
    await chat.page.reload();
    release();
    await chat.open();
    await expect.poll(() => chat.states(), PATIENT).toEqual(['failed']);
    await expect.poll(() => chat.messages.textContent(), PATIENT).toContain('choose them again');
    await chat.panel.getByRole('button', { name: 'Edit' }).click();
    expect(await chat.composer.inputValue()).toBe('lost: the words are not');
    await chat.composer.press('Enter');
    await expect.poll(() => chat.states(), PATIENT).toEqual(['sent']);
  });

  it('nothing of a player who signed out is left for the next', async () => {
    await choose(slip);
    await expect.poll(chips, PATIENT).toEqual(['stored']);
    await chat.page.evaluate(() => (window as unknown as { Touchline(name: string): void }).Touchline('logout'));
    await expect.poll(chips, PATIENT).toEqual([]);
    expect(await chat.page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
  });
});
