/** A supervisor at the board: who waits, who is there, looking in, whispering to a colleague, taking over; the days, the limits. */
import { expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { writingPlayer } from '../support/inbox-players.ts';
import { openInbox } from '../support/inbox-screen.ts';
import { playerScreen } from '../support/player-screen.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site, siteUrl } = await setStage({ origins: ['https://brand.example'] });
const browser = await launchChromium();
const WORD = 'ask for the ticket number first';
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

async function inboxOf(name: string, role: 'operator' | 'supervisor' = 'operator', options: object = {}) {
  const operator = await createOperator(db, [site], { name, role });
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en', ...options });
  onTestFinished(() => inbox.page.context().close());
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  return { ...inbox, operator };
}
type Inbox = Awaited<ReturnType<typeof inboxOf>>;

const toFloor = ({ page }: Inbox, rest = '') => page.goto(`${relay.url}/inbox/floor${rest}`);
const figure = ({ page }: Inbox, name: string) => page.locator(`[data-figure=${name}] strong`).textContent();
const fits = ({ page }: Inbox) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

it('sees who waits, looks in, whispers to whoever answers, and takes over after being asked', {
  timeout: 120_000,
}, async () => {
  const vera = await inboxOf('Vera', 'supervisor');
  await toFloor(vera);
  await expect.poll(() => figure(vera, 'waiting'), PATIENT).toBe('0');

  // 1. A player writes, in a window of their own.
  const context = await browser.newContext({ locale: 'en' });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const heard: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
  const player = playerScreen(page);
  await page.goto(siteUrl);
  await player.open();
  await player.send('my bet was settled wrongly');
  const line = vera.part('floor-line');
  await line.waitFor();
  expect(await figure(vera, 'waiting')).toBe('1');
  const waited = await line.locator('.floor-wait').textContent();
  await expect.poll(() => line.locator('.floor-wait').textContent(), PATIENT).not.toBe(waited);
  const conversation = (await line.getAttribute('data-conversation')) ?? '';
  expect(await axeFindings(vera.page)).toEqual([]);

  // 2. A colleague answers, and stands on the board with it.
  const alesia = await inboxOf('Alesia');
  await alesia.visit(conversation);
  await alesia.send('Hello! I am looking.');
  const held = vera.page.locator(`[data-member="${alesia.operator.id}"] [data-part=floor-held]`);
  await held.waitFor();
  await expect.poll(() => figure(vera, 'waiting'), PATIENT).toBe('0');
  expect(await figure(vera, 'open')).toBe('1');

  // 3. The supervisor looks in, without being able to answer by mistake, and whispers.
  await held.locator('a').click();
  const box = vera.part('whispering').locator('textarea');
  await box.waitFor();
  expect(await vera.composer.count()).toBe(1);
  await expect.poll(() => alesia.part('company').textContent(), PATIENT).toContain('Vera');
  await box.fill(WORD);
  await vera.part('whisper-send').click();
  await expect.poll(() => alesia.part('whisper-text').textContent(), PATIENT).toBe(WORD);
  await expect.poll(() => alesia.part('whisper').textContent(), PATIENT).toContain('Vera whispers to you');
  await expect.poll(() => box.inputValue(), PATIENT).toBe('');
  expect(await axeFindings(alesia.page)).toEqual([]);
  expect(await axeFindings(vera.page)).toEqual([]);

  // 4. The next one is marked in her list while she is elsewhere, and not any more once she has looked.
  const other = await writingPlayer(relay.url, site, {}, 'and my bonus?');
  await alesia.show(other.conversation);
  await box.fill('and be kind');
  await box.press('Enter');
  await alesia.showList('mine');
  const row = alesia.row(conversation);
  await expect.poll(() => row.textContent(), PATIENT).toContain('Whisper');
  await alesia.show(conversation);
  await expect.poll(() => row.textContent(), PATIENT).not.toContain('Whisper');

  // 5. To the player nothing of it has come, though what came later has.
  await alesia.send('Could you tell me the ticket number?');
  const shown = () => page.locator('touchline-chat').evaluate((host) => host.shadowRoot?.textContent ?? '');
  await expect.poll(shown, PATIENT).toContain('Could you tell me the ticket number?');
  expect(await shown()).not.toContain(WORD);
  expect(heard.some((frame) => frame.includes(WORD) || frame.includes('whisper'))).toBe(false);

  // 6. Taking over is one press on the board, and a question.
  await toFloor(vera);
  await held.locator('[data-part=floor-take]').click();
  await vera.page.getByText('Take over from Alesia?').waitFor();
  expect(await axeFindings(vera.page)).toEqual([]);
  await vera.part('floor-take-yes').click();
  await vera.part('attach').waitFor();
  await vera.send('This is Vera, I am taking care of it.');
  await expect.poll(shown, PATIENT).toContain('This is Vera');
  await expect.poll(() => alesia.happenings().then((all) => all.at(-1)), PATIENT).toContain('Vera');
});

it('fits a telephone, shows the day of everybody with numbers and a table, and every limit that was passed', {
  timeout: 90_000,
}, async () => {
  await db.query(
    `update sites set alerts = '{"waiting": 1, "waitMinutes": null, "loadPercent": null, "unattended": false}'`,
  );
  const alesia = await inboxOf('Alesia');
  await alesia.choosePresence('away');
  const vera = await inboxOf('Vera', 'supervisor', PHONE);
  await writingPlayer(relay.url, site, { locale: 'be', topic: 'payments', name: 'Volha' }, 'дзе грошы?');

  // 1. The limit is passed: it is told on the desk, and on the board.
  await vera.part('alert-strip').waitFor();
  expect(await vera.part('alert-strip').textContent()).toContain('Waiting: 1 or more');
  expect(await axeFindings(vera.page)).toEqual([]);
  await vera.part('alert-strip').locator('a').click();
  await vera.part('floor-line').first().waitFor();
  await vera.part('alert-strip').waitFor();
  expect(await fits(vera)).toBe(true);
  expect(await axeFindings(vera.page)).toEqual([]);

  // 2. Days.
  await toFloor(vera, '/timeline');
  const day = vera.page.locator(`[data-operator="${alesia.operator.id}"]`);
  await day.waitFor();
  await expect.poll(() => day.locator('[data-total=away]').count(), PATIENT).toBe(1);
  expect(await day.getByRole('img').getAttribute('aria-label')).toMatch(/^Alesia: /);
  await day.locator('summary').click();
  expect(await day.locator('tbody tr').count()).toBe(await day.locator('.day-bar > span').count());
  expect(await fits(vera)).toBe(true);
  expect(await axeFindings(vera.page)).toEqual([]);

  // 3. What was passed, for how long.
  await toFloor(vera, '/alerts');
  await vera.part('floor-alerts').waitFor();
  expect(await vera.part('floor-alerts').locator('tbody tr').first().textContent()).toContain('Number waiting');
  expect(await fits(vera)).toBe(true);
  expect(await axeFindings(vera.page)).toEqual([]);
});

it('has no floor for an operator: the relay tells them nothing of it', { timeout: 60_000 }, async () => {
  const rauf = await inboxOf('Rauf');
  await toFloor(rauf);
  await rauf.page.getByText('You supervise no site.').waitFor();
  expect(await rauf.page.locator('[data-figure]').count()).toBe(0);
});
