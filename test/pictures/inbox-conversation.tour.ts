/** A conversation in the inbox, in every state: read, answered, noted, with files; the player's card; without a line. */

import { expect, it } from 'vitest';
import { PATIENT } from '../support/chromium.ts';
import { PDF, picture } from '../support/pictures.ts';
import { shoot } from './camera.ts';
import { ONE_THEME, openDesk } from './desk.ts';
import { tour } from './scenes.ts';

it('shows conversations', { timeout: 900_000 }, async () => {
  const { world, inbox, page, player, at, press, keep } = await openDesk();
  const { rauf } = world;
  const { scene, allShown } = tour();

  // At once: a desk that says nothing for a minute is closed.
  await rauf.command({ type: 'take', conversation: player('Tomasz Wójcik').conversation });

  await scene('thread-waiting', async () => {
    await at('Maryna Kavalenka');
    await inbox.part('translation').first().waitFor();
    await shoot(page, 'thread-waiting');
  });

  await scene('thread-answered', async () => {
    await at('Maryna Kavalenka');
    await inbox.part('take').click();
    await inbox.composer.fill(
      'Hello Maryna! Your bank has had the money since this morning; it usually shows within a day.',
    );
    await inbox.part('preview').locator('.preview-text').first().waitFor();
    await shoot(page, 'composer-preview');
    await inbox.composer.press('Enter');
    await inbox.part('undo').first().waitFor();
    await shoot(page, 'thread-undo', ONE_THEME);
    await inbox.note('Bank reference checked: sent at 09:12. She called twice last month about the same card.');
    await page.locator('.modes [data-mode=note]').click();
    await inbox.composer.fill('A note that is being written');
    await shoot(page, 'composer-note');
    await inbox.composer.fill('');
    await page.locator('.modes [data-mode=reply]').click();
    await shoot(page, 'thread-answered');
  });

  await scene('thread-arabic', async () => {
    await at('Aisha Rahman');
    await inbox.part('translation').first().waitFor();
    await inbox.part('translation').first().getByRole('button').first().click();
    await shoot(page, 'thread-arabic');
  });

  await scene('thread-colleague', async () => {
    await at('Tomasz Wójcik');
    await shoot(page, 'thread-colleague');
  });

  await scene('composer-saved', async () => {
    await keep('payout', {
      en: 'Payouts to cards take up to one working day.',
      be: 'Вывад на картку займае да аднаго дня.',
    });
    await keep('hello', { be: 'Вітаем, {{player.name}}! {{operator.name}} з {{site.name}}. {{bonus}}' });
    await keep('limits', { en: 'You can set a deposit limit in Account → Limits; it counts at once.' });
    await at('Maryna Kavalenka');
    await inbox.composer.pressSequentially('/');
    await page.getByRole('option').first().waitFor();
    await shoot(page, 'composer-saved');
    await inbox.composer.pressSequentially('hel');
    await inbox.composer.press('Enter');
    await inbox.part('unfilled').waitFor();
    await shoot(page, 'composer-unfilled');
    await inbox.composer.fill('');
  });

  await scene('composer-files', async () => {
    await at('Maryna Kavalenka');
    await inbox.part('file-input').setInputFiles([
      { name: 'statement-november.pdf', mimeType: 'application/pdf', buffer: PDF },
      { name: 'receipt.png', mimeType: 'image/png', buffer: await picture('png', { width: 900, height: 600 }) },
      { name: 'broken.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
    ]);
    await expect.poll(() => inbox.part('chip').count(), PATIENT).toBeGreaterThan(1);
    await shoot(page, 'composer-files');
    const failed = page.locator('[data-part=chip][data-state=refused] [data-part=chip-remove]');
    if (await failed.count()) await failed.click();
    await inbox.composer.fill('Here is the statement of the bank.');
    await inbox.composer.press('Enter');
    await inbox.part('image').first().waitFor();
    await shoot(page, 'thread-files');
    await inbox.part('image').first().click();
    await inbox.part('lightbox').waitFor();
    await shoot(page, 'lightbox');
    await page.keyboard.press('Escape');
  });

  await scene('message-actions', async () => {
    await at('Maryna Kavalenka');
    await inbox.messages.first().hover();
    await shoot(page, 'message-actions', ONE_THEME);
    // Another size of the window has taken the pointer away.
    await inbox.messages.first().hover();
    await inbox.part('quote-this').click();
    await shoot(page, 'composer-quote');
    await page.keyboard.press('Escape');
  });

  await scene('contact', async () => {
    await at('Maryna Kavalenka');
    await page.setViewportSize({ width: 1_680, height: 1_050 });
    await inbox.part('card').waitFor();
    await inbox.part('contact-notes').locator('textarea').fill('Prefers to be written to in the evening.');
    await inbox.part('note-add').click();
    await inbox.part('contact-note').first().waitFor();
    await shoot(page, 'contact-wide', { sizes: ['wide'] });
    await page.setViewportSize({ width: 1_000, height: 800 });
    await press('i');
    await shoot(page, 'contact-phone', { sizes: ['phone'] });
    await page.setViewportSize({ width: 1_680, height: 1_050 });
    await inbox.part('block').click();
    await inbox.part('block-save').waitFor();
    await shoot(page, 'contact-blocking', { sizes: ['wide'] });
    await inbox.part('block-reason').fill('Insults colleagues');
    await inbox.part('block-save').click();
    await inbox.part('unblock').waitFor();
    await shoot(page, 'contact-blocked', { sizes: ['wide', 'laptop'] });
    await inbox.part('unblock').click();
  });

  await scene('offline', async () => {
    await at('Maryna Kavalenka');
    await page.context().setOffline(true);
    await expect
      .poll(() => inbox.connection.getAttribute('data-state'), { ...PATIENT, timeout: 60_000 })
      .not.toBe('ready');
    await inbox.send('This waits until the connection is back.');
    await shoot(page, 'offline');
    await page.context().setOffline(false);
  });

  allShown();
});
