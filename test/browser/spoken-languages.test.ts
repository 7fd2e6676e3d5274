/** An operator says which languages they speak: their screen, their colleagues and routing go by it at once. */
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { expect, it } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { type InboxScreen, openInbox } from '../support/inbox-screen.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay } = await setStage();
const browser = await launchChromium();

async function openDialog({ page, part }: InboxScreen) {
  await page.locator('[popovertarget=account]').click();
  await part('spoken-open').click();
  await part('spoken').waitFor();
}

async function speak(inbox: InboxScreen, languages: Record<string, string>) {
  await openDialog(inbox);
  for (const [language, level] of Object.entries(languages)) {
    await inbox.part('spoken').locator(`[data-language=${language}]`).selectOption(level);
  }
  await inbox.part('spoken-save').click();
  await expect.poll(() => inbox.part('spoken').count(), PATIENT).toBe(0);
}

it('what is said counts for their own screen, their colleagues and who is given what, without a reload', async () => {
  const site = await createSite(db, { name: 'Fairplay', routing: routingRules.parse({ mode: 'assign' }) });
  const operators = [await createOperator(db, [site], { name: 'Rauf' }), await createOperator(db, [site])] as const;
  const rauf = await openInbox(browser, relay.url, operators[0], { locale: 'en' });
  await expect.poll(rauf.presence, PATIENT).toBe('online');
  await rauf.page.evaluate(() => Object.assign(window, { sameDocument: true }));

  // 1. Belarusian is foreign to who has only said Russian, and nobody translates here.
  await speak(rauf, { ru: 'native' });
  const first = await writingPlayer(relay.url, site, { locale: 'be' }, 'дзе мой дэпазіт?');
  await rauf.list('mine').click();
  await rauf.show(first.conversation);
  await rauf.part('untranslated').waitFor();

  // 2. It is not, once he has said that he speaks it.
  await speak(rauf, { be: 'fluent' });
  await expect.poll(() => rauf.part('untranslated').count(), PATIENT).toBe(0);
  await openDialog(rauf);
  expect(await rauf.part('spoken').locator('[data-level]').allTextContents()).toHaveLength(2);
  await rauf.part('spoken').locator('[data-language=ru]').selectOption('');
  await rauf.page.keyboard.press('Escape');

  // 3. A colleague sees what was saved, and nothing else, and is not given what is his.
  const alesia = await openInbox(browser, relay.url, operators[1], { locale: 'en' });
  await expect.poll(alesia.presence, PATIENT).toBe('online');
  await alesia.part('team').click();
  const his = alesia.page.locator(`[data-member="${operators[0].id}"] .team-language`);
  await expect
    .poll(async () => (await his.allTextContents()).sort(), PATIENT)
    .toEqual(['Belarusian fluent', 'Russian native']);
  await speak(rauf, { ru: '' });
  await expect.poll(() => his.allTextContents(), PATIENT).toEqual(['Belarusian fluent']);
  const second = await writingPlayer(relay.url, site, { locale: 'be' }, 'яшчэ адно пытанне');
  await rauf.row(second.conversation).waitFor();
  await expect.poll(() => rauf.part('load').textContent(), PATIENT).toBe('2 of 4');

  // Control: had the page been loaded anew, this would have told.
  expect(await rauf.page.evaluate(() => 'sameDocument' in window)).toBe(true);
  const { rows } = await db.query("select about from audit where act = 'operator.languages' and actor_id = $1", [
    operators[0].id,
  ]);
  expect(rows).toHaveLength(3);
});
