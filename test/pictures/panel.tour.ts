/** Every state of the panel, on the betting site, one sheet each: on a phone and in the corner of a page, in both themes. */
import type { BrowserContextOptions } from 'playwright-core';
import { expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { pageWith, scriptTag } from '../support/host-pages.ts';
import { PDF, picture } from '../support/pictures.ts';
import { playerScreen } from '../support/player-screen.ts';
import { signIn } from '../support/relay.ts';
import { freshId, send } from '../support/sending-files.ts';
import { conversationsWith } from '../support/written.ts';
import { shoot } from './camera.ts';
import { tour } from './scenes.ts';
import { setWorld } from './world.ts';

const LOOK = { sizes: ['phone', 'laptop'] as ('phone' | 'laptop')[], panel: true };
const BET = { type: 'bet', id: 'B-90417', title: 'Vitebsk – Minsk, 1X' };
const WITHDRAWAL = { type: 'withdrawal', id: 'W-48213', title: 'W-48213, €250.00' };

it('shows the panel', { timeout: 900_000 }, async () => {
  const world = await setWorld();
  const { db, relay, site, siteUrl, rauf, pages } = world;
  const browser = await launchChromium();
  const { scene, allShown } = tour();

  /** The example knows no Arabic. */
  const pageIn = (language: string) =>
    language === 'ar'
      ? pages.serve(
          '/ar',
          pageWith(scriptTag(relay.url, 'data-locale="ar"', site.key), '<main dir="rtl"><h1>صفحة</h1></main>'),
        )
      : `${siteUrl}/${language}/`;
  const open = async (language: string, options: BrowserContextOptions = {}, url = pageIn(language)) => {
    const viewport = { width: 1_280, height: 800 };
    const context = await browser.newContext({ locale: language, viewport, reducedMotion: 'reduce', ...options });
    const chat = playerScreen(await context.newPage());
    chat.page.setDefaultTimeout(5_000);
    await chat.page.goto(url);
    await chat.open();
    return chat;
  };
  type Chat = Awaited<ReturnType<typeof open>>;
  const begin = async (chat: Chat, text: string) => {
    await chat.send(text);
    await expect.poll(() => conversationsWith(db, text), PATIENT).toHaveLength(1);
    return (await conversationsWith(db, text))[0] ?? '';
  };
  /** All of it on both sides: an operator who has not seen everything is held back. */
  const heard = async (chat: Chat, count: number) => {
    await expect.poll(() => chat.texts(), PATIENT).toHaveLength(count);
    await expect.poll(() => chat.states(), PATIENT).not.toContain('sending');
  };
  const show = (chat: Chat, name: string) => shoot(chat.page, `panel-${name}`, LOOK);
  const call = (chat: Chat, ...words: unknown[]) =>
    chat.page.evaluate((all) => (window as unknown as { Touchline(...w: unknown[]): void }).Touchline(...all), words);

  await scene('first view', async () => {
    for (const language of ['en', 'be', 'ar', 'de']) {
      const chat = await open(language);
      await show(chat, `first-${language}`);
      await chat.page.context().close();
    }
  });

  await scene('chat', async () => {
    const chat = await open('en');
    const conversation = await begin(chat, 'Hello, why was my bet on Derby – Leeds voided?');
    await show(chat, 'waiting');
    await rauf.answer(
      conversation,
      'Hello! I am looking at it. Which bet is it: https://fairplay.example/bets/B-90417 ?',
    );
    await heard(chat, 2);
    rauf.typing(conversation);
    await chat.send('That one, yes. It was placed at 18:02, before kick-off.');
    await heard(chat, 3);
    await show(chat, 'chat');
    await chat.messages.nth(1).hover();
    await chat.messages.nth(1).locator('[data-part=reply]').click();
    await chat.part('answering').waitFor();
    await show(chat, 'reply');
    await chat.send('This is the one');
    await heard(chat, 4);
    const seen = await rauf.open(conversation);
    rauf.send({ type: 'post', conversation, clientId: freshId(), text: 'It is paid out today: €84.50.', seen });
    await heard(chat, 5);
    const said = Number((await chat.seqs()).at(-1));
    rauf.send({
      type: 'post',
      conversation,
      clientId: freshId(),
      text: 'I was wrong, sorry: it is €48.50.',
      seen: said,
      corrects: said,
    });
    await heard(chat, 6);
    await show(chat, 'correction');
    await chat.composer.fill('x '.repeat(1_005));
    await chat.part('limit').waitFor();
    await show(chat, 'limit');
    await chat.composer.fill('');
    await chat.part('menu').click();
    await show(chat, 'menu');
    await chat.part('details').or(chat.part('about')).first().waitFor();
    await show(chat, 'details');
    await chat.page.keyboard.press('Escape');
  });

  await scene('files', async () => {
    const chat = await open('en');
    const conversation = await begin(chat, 'Here are my documents.');
    const image = await picture('png', { width: 900, height: 600 });
    const input = chat.part('clip');
    await input.setInputFiles([
      { name: 'passport.png', mimeType: 'image/png', buffer: image },
      { name: 'statement-november.pdf', mimeType: 'application/pdf', buffer: PDF },
      { name: 'video.mov', mimeType: 'video/quicktime', buffer: Buffer.from('nothing') },
    ]);
    await chat.part('chip').first().waitFor();
    await show(chat, 'files-chosen');
    for (let left = await chat.part('chip').count(); left > 2; left--) await chat.part('chip-remove').last().click();
    await chat.part('send').click();
    await heard(chat, 1);
    const inbox = { origin: relay.url, cookie: await signIn(relay.url, rauf.operator) };
    const { clientId } = await send(
      relay.url,
      rauf,
      conversation,
      { name: 'terms.pdf', contentType: 'application/pdf', bytes: PDF },
      inbox,
    );
    rauf.send({
      type: 'post',
      conversation,
      clientId: freshId(),
      text: 'Thank you! Our terms:',
      seen: await rauf.open(conversation),
      files: [clientId],
    });
    await chat.part('file').nth(1).waitFor();
    await show(chat, 'files-sent');
    await chat.part('image').first().click();
    await chat.part('lightbox').waitFor();
    await show(chat, 'lightbox');
  });

  await scene('subjects', async () => {
    const url = pages.serve('/subjects', pageWith(scriptTag(relay.url, '', site.key), '<main><h1>My bets</h1></main>'));
    const chat = await open('en', {}, url);
    await call(chat, 'subjects', [BET, WITHDRAWAL]);
    await chat.part('choose-subject').click();
    await chat.part('subject-list').waitFor();
    await show(chat, 'subject-list');
    await chat.part('subject-list').getByRole('button').first().click();
    await chat.part('subject').waitFor();
    await show(chat, 'subject-chosen');
    await begin(chat, 'Why is it still open?');
    await show(chat, 'subject-sent');
  });

  for (const language of ['en', 'ar'])
    await scene(`rating ${language}`, async () => {
      const chat = await open(language);
      const conversation = await begin(chat, language === 'en' ? 'Thanks for your help!' : 'شكرًا على مساعدتكم!');
      await rauf.answer(conversation, 'You are welcome. Is there anything else?');
      await heard(chat, 2);
      await rauf.resolve(conversation);
      await chat.part('solved').waitFor();
      await show(chat, `rating-ask-${language}`);
      await chat.part('solved').click();
      await chat.part('rating-form').waitFor();
      await chat.part('rate-speed').getByRole('radio', { name: '4' }).check({ force: true });
      await show(chat, `rating-form-${language}`);
      await chat.part('send-rating').click();
      await chat.part('rating-given').waitFor();
      await show(chat, `rating-given-${language}`);
      await chat.part('menu').click();
      await chat.part('another').click();
      await chat.part('topics').waitFor();
      await begin(chat, language === 'en' ? 'Another thing: my deposit' : 'سؤال آخر: إيداعي');
      await chat.part('menu').or(chat.page.locator('header .icon').first()).first().waitFor();
      await chat.page.locator('touchline-chat header > .icon').first().click();
      await chat.part('home').waitFor();
      await show(chat, `home-${language}`);
    });

  await scene('blocked', async () => {
    const chat = await open('en');
    const conversation = await begin(chat, 'You are all crooks');
    const { rows } = await db.query<{ contact: string }>(
      'select contact_id as contact from conversations where id = $1',
      [conversation],
    );
    const cookie = await signIn(relay.url, rauf.operator);
    await fetch(`${relay.url}/api/contacts/${rows[0]?.contact}/block`, {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'Insults', term: 'day' }),
    });
    await chat.send('Hello?');
    await chat.part('blocked').waitFor();
    await show(chat, 'blocked');
  });

  await scene('translated', async () => {
    const chat = await open('be');
    const conversation = await begin(chat, 'Добры дзень! Учора я вывела 250 € на картку, а грошай дагэтуль няма.');
    await rauf.answer(
      conversation,
      'Hello Maryna! Your bank has had the money since this morning; it usually shows within a day.',
    );
    await chat.part('original').waitFor();
    await show(chat, 'translated-be');
  });

  await scene('night', async () => {
    const url = pages.serve('/night', pageWith(scriptTag(relay.url, '', 'routed'), '<main><h1>Night</h1></main>'));
    const chat = await open('en', {}, url);
    await begin(chat, 'Is anybody there?');
    await chat.part('waiting').waitFor();
    await show(chat, 'night');
  });

  await scene('offline', async () => {
    const chat = await open('en');
    await begin(chat, 'Before the tunnel');
    await chat.page.context().setOffline(true);
    await chat.send('In the tunnel');
    await expect.poll(() => chat.part('connection').textContent(), { ...PATIENT, timeout: 60_000 }).not.toBe('');
    await show(chat, 'offline');
  });

  allShown();
});
