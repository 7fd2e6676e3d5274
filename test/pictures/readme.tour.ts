/** The four pictures of the README, written to where it shows them, each small enough for a page. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { systemClock } from '@touchline/shared/clock.ts';
import { newId } from '@touchline/shared/wire.ts';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { pageWith, scriptTag } from '../support/host-pages.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { startTestRelay } from '../support/relay.ts';
import { atDesk } from '../support/shift.ts';
import { conversationsWith } from '../support/written.ts';
import { everybodyWrites, setWorld, type World } from './world.ts';

const FOLDER = resolve(import.meta.dirname, '../../examples/pictures');
const MOST_BYTES = 120_000;
const GAP_PX = 24;
const EDGE = { top: 2, right: 2, bottom: 2, left: 2 };
/** Fine enough for a screen of twice the points; the page shows it at half the size. */
const FINE = { deviceScaleFactor: 1.5, reducedMotion: 'reduce', colorScheme: 'light' } as const;

it('takes the pictures of the README', { timeout: 180_000 }, async () => {
  const world = await setWorld();
  const { db, relay, translator, rauf, alesia, site, siteUrl, pages } = world;
  const browser = await launchChromium();
  const player = await everybodyWrites(world);
  await db.query('insert into canned_replies (site_id, id, shortcut, topic, texts) values ($1, $2, $3, null, $4)', [
    ...[site.id, newId(systemClock.now()), 'payout'],
    { be: 'Вітаем, {{player.name}}! Вывад {{withdrawal}} ужо апрацоўваецца; звычайна гэта займае да аднаго дня.' },
  ]);
  await rauf.command({ type: 'take', conversation: player('Tomasz Wójcik').conversation });
  await spreadOverTheEvening(world);
  const later = await startTestRelay(db, { translator });

  // 1. The inbox, a translated conversation open in it.
  const viewport = { width: 1_440, height: 940 };
  const inbox = await openInbox(browser, later.url, alesia, { locale: 'en', viewport, ...FINE });
  const { conversation, write } = player('Maryna Kavalenka');
  const own = await atDesk(later.url, alesia);
  await own.answer(
    conversation,
    'Hello Maryna! Your bank has had the money since this morning; it usually shows within a day.',
  );
  await own.command({ type: 'note', conversation, text: 'Bank reference checked: sent at 09:12.' });
  await write('Дзякуй! Тады пачакаю да вечара.');
  await inbox.page.goto(`${later.url}/inbox/c/${conversation}`);
  await inbox.part('card').waitFor();
  await inbox.part('translation').first().waitFor();
  await keep('inbox.webp', await inbox.page.screenshot());

  // 2. A saved reply that leaves something to be filled in.
  await inbox.composer.pressSequentially('/pay');
  await inbox.page.getByRole('option').first().waitFor();
  await inbox.composer.press('Enter');
  await inbox.part('unfilled').waitFor();
  await expect.poll(() => inbox.page.locator('[data-asking=true]').count(), PATIENT).toBe(0);
  const middle = await inbox.page.locator('.middle').boundingBox();
  if (!middle) throw new Error('the conversation is shown');
  await keep(
    'saved-reply.webp',
    await inbox.page.screenshot({ clip: { ...middle, y: middle.height - 420, height: 420 } }),
  );
  own.close();
  await later.close();

  // 3. The same question on two phones.
  const phone = async (language: string, text: string, answer: string) => {
    const context = await browser.newContext({ locale: language, viewport: { width: 360, height: 620 }, ...FINE });
    const chat = playerScreen(await context.newPage());
    const tag = scriptTag(relay.url, `data-locale="${language}"`, site.key);
    await chat.page.goto(pages.serve(`/${language}`, pageWith(tag)));
    await chat.open();
    await chat.send(text);
    await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
    await rauf.answer((await conversationsWith(db, text))[0] ?? '', answer);
    await expect.poll(() => chat.texts(), PATIENT).toHaveLength(2);
    return chat.page.screenshot({ animations: 'disabled' });
  };
  const pair = [
    await phone('be', 'Дзе мой вывад? Прайшло ўжо два дні.', 'Добры дзень! Правяраю, напішу вам тут праз хвіліну.'),
    await phone('ar', 'أين سحبي؟ مر يومان بالفعل.', 'مرحبًا! أتحقق الآن وسأكتب لكم هنا خلال دقيقة.'),
  ];
  await keep('phones.webp', await sideBySide(pair));

  // 4. How it went, asked on the betting site.
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1_280, height: 800 }, ...FINE });
  const chat = playerScreen(await context.newPage());
  await chat.page.goto(`${siteUrl}/en/`);
  await chat.open();
  const asked = 'Why was my bet on Derby – Leeds voided?';
  await chat.send(asked);
  await expect.poll(async () => (await conversationsWith(db, asked)).length, PATIENT).toBeGreaterThan(1);
  const theirs = (await conversationsWith(db, asked)).find((id) => id !== player('en').conversation) ?? '';
  await rauf.answer(
    theirs,
    'The match was abandoned after 20 minutes, so every stake on it was returned. Yours is in your balance.',
  );
  await expect.poll(() => chat.texts(), PATIENT).toHaveLength(2);
  await rauf.resolve(theirs);
  await chat.part('solved').click();
  await chat.part('rating-form').waitFor();
  for (const [of, mark] of Object.entries({ speed: '4', courtesy: '5' }))
    await chat.part(`rate-${of}`).getByRole('radio', { name: mark }).check({ force: true });
  await keep('rating.webp', await chat.page.screenshot({ animations: 'disabled' }));
});

/** They did not all write in the same second. */
async function spreadOverTheEvening({ db }: World): Promise<void> {
  const { rows } = await db.query<{ id: string }>('select id from conversations order by id desc');
  for (const [at, { id }] of rows.entries()) {
    const ago = `${1 + at * 4} minutes`;
    await db.query(`update events set at = at - $2::interval where conversation_id = $1`, [id, ago]);
    await db.query(
      `update conversations set created_at = created_at - $2::interval, updated_at = updated_at - $2::interval,
         waiting_since = waiting_since - $2::interval, queued_at = queued_at - $2::interval where id = $1`,
      [id, ago],
    );
  }
}

async function sideBySide(pictures: Buffer[]): Promise<Buffer> {
  const framed = await Promise.all(
    pictures.map((picture) =>
      sharp(picture)
        .extend({ ...EDGE, background: '#c3c9d0' })
        .png()
        .toBuffer(),
    ),
  );
  const { width, height } = await sharp(framed[0]).metadata();
  const board = sharp({
    create: { width: width * pictures.length + GAP_PX, height, channels: 4, background: '#0000' },
  });
  return board
    .composite(framed.map((input, at) => ({ input, left: at * (width + GAP_PX), top: 0 })))
    .png()
    .toBuffer();
}

/** As good as fits. */
async function keep(name: string, picture: Buffer): Promise<void> {
  const file = join(FOLDER, name);
  for (const quality of [92, 85, 78, 70]) {
    await sharp(picture).webp({ quality, effort: 6, smartSubsample: true }).toFile(file);
    if ((await stat(file)).size <= MOST_BYTES) return;
  }
  throw new Error(`${name} is larger than ${MOST_BYTES} bytes`);
}
