/** Operators at desks to which conversations are routed: offered, given, passed on, missed, thrown away. */
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import type { Site } from '@touchline/relay/sites/store.ts';
import type { SpokenLanguages } from '@touchline/shared/people.ts';
import { referenceOf } from '@touchline/shared/reference.ts';
import { routingRules } from '@touchline/shared/routing-rules.ts';
import { expect, it, onTestFinished } from 'vitest';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { createOperator, createSite } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay } = await setStage();
const browser = await launchChromium();

const newSite = (routing: object) => createSite(db, { name: 'Fairplay', routing: routingRules.parse(routing) });

/** An operator of this site alone, at their desk. */
async function desk(site: Site, name: string, languages: SpokenLanguages = {}) {
  const operator = await createOperator(db, [site], { name });
  await createOperatorStore(db).equip(operator.id, { languages, topics: null, capacity: 3 });
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en' });
  onTestFinished(() => inbox.page.context().close());
  await expect.poll(inbox.presence, PATIENT).toBe('online');
  return { ...inbox, operator };
}

it('an offer that is not for one goes to the other, who passes it back with a note', async () => {
  const site = await newSite({ mode: 'offer', acceptMs: 60_000 });
  const desks = [desk(site, 'Alesia', { be: 'native' }), desk(site, 'Rauf', { be: 'fluent' })] as const;
  const [alesia, rauf] = await Promise.all(desks);
  const volha = { name: 'Volha', tier: 'gold', locale: 'be', topic: 'payments' } as const;
  const { conversation, received } = await writingPlayer(relay.url, site, volha, 'дзе мой дэпазіт?');

  const card = alesia.offer(conversation);
  await card.waitFor();
  for (const fact of ['Volha', 'gold', 'Fairplay', 'Belarusian', 'Payments', 'дзе мой дэпазіт?']) {
    expect(await card.textContent()).toContain(fact);
  }
  expect(await card.locator('[data-part=countdown]').textContent()).toMatch(/^(1:00|0:5\d)$/);
  await expect.poll(() => rauf.row(conversation).textContent(), PATIENT).toContain('Offered to Alesia');

  await alesia.part('decline').click();
  await rauf.part('accept').click();
  await expect.poll(() => card.count(), PATIENT).toBe(0);
  await expect.poll(() => rauf.part('load').textContent(), PATIENT).toBe('1 of 3');
  await rauf.send('Хвілінку, калі ласка');

  await rauf.composer.blur();
  await rauf.page.keyboard.press('f');
  const colleague = rauf.page.locator(`[data-part=colleagues] [data-member="${alesia.operator.id}"]`);
  expect(await colleague.textContent()).toContain('Belarusian, native');
  await colleague.click();
  const note = rauf.page.locator('#transfer-note');
  await note.fill('x'.repeat(2_001));
  await rauf.page.getByText('Too long: at most 2,000 characters.').waitFor();
  expect(await rauf.part('transfer-send').isDisabled()).toBe(true);
  await note.fill('Paid by card, nothing arrived.');
  await rauf.part('transfer-send').click();
  await expect.poll(() => rauf.happenings().then((all) => all.at(-1)), PATIENT).toBe('You passed it to Alesia');

  await alesia.part('accept').click();
  await expect.poll(() => alesia.part('note').textContent(), PATIENT).toContain('Paid by card, nothing arrived.');
  expect(await alesia.happenings()).toContain('Rauf passed it to you');
  await alesia.send('Дэпазіт ужо тут');
  await expect.poll(() => alesia.states(), PATIENT).toEqual(['received', 'sent', 'sent']);
  await expect.poll(() => JSON.stringify(received), PATIENT).toContain('Дэпазіт ужо тут');
  expect(JSON.stringify(received)).not.toContain('Paid by card');
});

it('what is given appears in Mine and counts; finishing keeps it and brings nothing new', async () => {
  const site = await newSite({ mode: 'assign' });
  const alesia = await desk(site, 'Alesia');
  const first = await writingPlayer(relay.url, site, {}, 'the first');
  await alesia.list('mine').click();
  await alesia.show(first.conversation);
  await expect.poll(() => alesia.happenings(), PATIENT).toEqual(['Given to you']);
  await expect.poll(() => alesia.part('load').textContent(), PATIENT).toBe('1 of 3');

  await alesia.choosePresence('offline');
  await alesia.part('finish').click();
  await expect.poll(alesia.presence, PATIENT).toBe('finishing');
  const second = await writingPlayer(relay.url, site, {}, 'the second');
  await alesia.list('waiting').click();
  await alesia.row(second.conversation).waitFor();
  await alesia.choosePresence('online');
  await expect.poll(() => alesia.row(second.conversation).count(), PATIENT).toBe(0);
  await expect.poll(() => alesia.part('load').textContent(), PATIENT).toBe('2 of 3');
});

it('who let two offers pass is set away, told so over a reload, and is back with one tap', async () => {
  const site = await newSite({ mode: 'offer', acceptMs: 700 });
  const alesia = await desk(site, 'Alesia');
  const { conversation } = await writingPlayer(relay.url, site, {}, 'anybody?');
  await expect.poll(alesia.presence, PATIENT).toBe('away');
  const banner = alesia.part('presence-banner');
  await banner.getByText('You were set to away').waitFor();
  await alesia.page.reload();
  await banner.getByText('You were set to away').waitFor();
  await banner.getByRole('button', { name: 'Go online' }).click();
  await alesia.offer(conversation).waitFor();
  expect(await banner.count()).toBe(0);
  await alesia.part('accept').click();
  await alesia.composer.waitFor();

  await alesia.choosePresence('away');
  const choice = 'select choice from operator_presence where operator_id = $1';
  const chosen = () => db.query<{ choice: string }>(choice, [alesia.operator.id]).then(({ rows }) => rows[0]?.choice);
  await expect.poll(chosen, PATIENT).toBe('away');
  await alesia.page.reload();
  await expect.poll(alesia.presence, PATIENT).toBe('away');
  expect(await banner.count()).toBe(0);
});

it('many are closed as spam at once, by keys too, and a call for help never by accident', async () => {
  const site = await newSite({ mode: 'pick' });
  const alesia = await desk(site, 'Alesia');
  await Promise.all(Array.from({ length: 25 }, (_, at) => writingPlayer(relay.url, site, {}, `cheap pills ${at}`)));
  const danger = await writingPlayer(relay.url, site, { topic: 'safer-gambling' }, 'help me stop');
  const urgent = await writingPlayer(relay.url, site, { topic: 'payments' }, 'where is my money');
  const waiting = () => alesia.rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-conversation')));
  await expect
    .poll(async () => (await waiting()).slice(0, 2), PATIENT)
    .toEqual([danger.conversation, urgent.conversation]);

  await alesia.page.keyboard.press('j');
  await alesia.page.keyboard.press('j');
  await expect.poll(() => alesia.part('reference').textContent(), PATIENT).toBe(referenceOf(urgent.conversation));
  await alesia.page.keyboard.press('x');
  expect(await alesia.choice(urgent.conversation).isChecked()).toBe(true);
  await alesia.page.keyboard.press('x');
  await alesia.part('choose-shown').click();
  await alesia.choice(urgent.conversation).uncheck();
  await alesia.part('close-spam').click();
  await alesia.page.getByRole('dialog').getByText('Close 25 conversations as spam?').waitFor();
  await alesia.part('spam-confirm').click();
  await expect.poll(() => alesia.part('bulk-bar').textContent(), PATIENT).toContain('25 done');
  await expect.poll(waiting, PATIENT).toEqual([danger.conversation, urgent.conversation]);
  const spam = `select count(*)::int as count from events where type = 'resolved' and private->>'as' = 'spam'`;
  expect((await db.query<{ count: number }>(spam)).rows[0]?.count).toBe(25);

  await alesia.part('choose-end').click();
  await alesia.page.keyboard.press('/');
  await alesia.page.keyboard.type(referenceOf(danger.conversation).toLowerCase());
  await expect.poll(waiting, PATIENT).toEqual([danger.conversation]);
});
