/** Saved replies that leave something to be filled in: by what is known, else by their author, and never by nobody. */

import { systemClock } from '@touchline/shared/clock.ts';
import type { Topic } from '@touchline/shared/people.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { newId } from '@touchline/shared/wire.ts';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator, TEST_ORIGIN } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';
import { writtenTexts } from '../support/written.ts';

const { db, relay, site } = await setStage({ origins: [TEST_ORIGIN] });
const browser = await launchChromium();
beforeEach(() => db.query('truncate conversations, canned_replies cascade').then(() => undefined));

async function picked(texts: Record<string, string>, who: { name?: string; locale?: string; topic?: Topic }) {
  await db.query('insert into canned_replies (site_id, id, shortcut, topic, texts) values ($1, $2, $3, null, $4)', [
    ...[site.id, newId(systemClock.now()), 'hello'],
    texts,
  ]);
  const { conversation } = await writingPlayer(relay.url, site, who, 'Добры дзень, дзе мой вывад грошай?');
  const operator = await createOperator(db, [site], { name: 'Alesia', role: 'supervisor' });
  const alesia = await openInbox(browser, relay.url, operator, { locale: 'en' });
  onTestFinished(() => alesia.page.context().close());
  alesia.page.setDefaultTimeout(PATIENT.timeout);
  await alesia.visit(conversation);
  await alesia.composer.pressSequentially('/hel');
  await alesia.page.getByRole('option').first().waitFor();
  await alesia.composer.press('Enter');
  return { alesia, conversation };
}

it('what is known is filled in, in the language of the text, and nothing is sent yet', async () => {
  const text = '{{player.name}}, тут {{operator.name}} з {{site.name}}: {{topic}}, {{reference}}.';
  const { alesia, conversation } = await picked({ be: text }, { name: 'Ева', locale: 'be', topic: 'payments' });
  const words = await import('@touchline/shared/locales/be/widget.json', { with: { type: 'json' } });
  const topic = (words.default as Record<string, string>)['topic.payments'];
  await expect
    .poll(() => alesia.composer.inputValue(), PATIENT)
    .toBe(`Ева, тут Alesia з Fairplay: ${topic}, ${referenceOf(conversation)}.`);
  expect(await alesia.part('unfilled').count()).toBe(0);
  expect(await writtenTexts(db, conversation)).toHaveLength(1);
});

it('what is not known is pointed out and selected, and holds the reply until it is filled', async () => {
  const { alesia, conversation } = await picked({ be: 'Вітаем, {{player.name}}! {{bonus}}' }, { locale: 'be' });
  await alesia.part('unfilled').waitFor();
  expect(await alesia.part('unfilled').locator('button').allTextContents()).toEqual(['{{player.name}}', '{{bonus}}']);
  expect(await alesia.part('send').isDisabled()).toBe(true);
  expect(await axeFindings(alesia.page)).toEqual([]);
  await alesia.composer.press('Enter');
  expect(await writtenTexts(db, conversation)).toHaveLength(1);
  await alesia.page.keyboard.type('Ева');
  await alesia.part('unfilled').getByRole('button', { name: '{{bonus}}' }).click();
  await alesia.page.keyboard.type('Добрай гульні.');
  await alesia.composer.press('Enter');
  await expect.poll(() => writtenTexts(db, conversation), PATIENT).toContain('Вітаем, Ева! Добрай гульні.');
});

it('the page of replies says what there is, and writes it into the text', async () => {
  const { alesia } = await picked({ en: 'Hello!' }, {});
  await alesia.page.goto(`${relay.url}/inbox/replies`);
  await alesia.part('reply-row').click();
  await alesia.part('variables').getByRole('button', { name: '{{player.name}}' }).click();
  await expect
    .poll(() => alesia.page.getByRole('tabpanel').locator('textarea').inputValue())
    .toBe('Hello!{{player.name}}');
  expect(await axeFindings(alesia.page)).toEqual([]);
});
