/** Running a team, in real browsers: from an invitation to the first sign-in with a code, and to being disabled. */
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { launchChromium, PATIENT } from '../support/chromium.ts';
import { inboxScreen, openInbox } from '../support/inbox-screen.ts';
import { codeOf } from '../support/people-codes.ts';
import { readCode } from '../support/people-qr.ts';
import { createOperator } from '../support/relay.ts';
import { setStage } from '../support/stage.ts';

const { db, relay, site } = await setStage();
const browser = await launchChromium();
const PASSWORD = 'long enough for anybody';

async function office(tab = '', role: 'admin' | 'supervisor' = 'admin') {
  const operator = await createOperator(db, [site], { name: 'Alesia', role });
  const inbox = await openInbox(browser, relay.url, operator, { locale: 'en', at: `people/${tab}` });
  onTestFinished(() => inbox.page.context().close());
  inbox.page.setDefaultTimeout(PATIENT.timeout);
  await inbox.part('people-page').waitFor();
  return { ...inbox, operator };
}

/** A browser that knows nobody yet. */
async function freshPage(options = {}) {
  const context = await browser.newContext({ locale: 'en', ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENT.timeout);
  return inboxScreen(page, relay.url);
}
type Screen = Awaited<ReturnType<typeof freshPage>>;

async function invite({ page, part }: Screen, email: string): Promise<string> {
  await part('invite-open').click();
  await page.locator('[data-part=invite-form] input[type=email]').fill(email);
  await page.locator('[data-part=invite-form] input[type=text]').first().fill('Nina');
  await part('invite-go').click();
  const link = await part('made-link').locator('pre').textContent();
  await part('link-kept').click();
  return link ?? '';
}

const person = (page: Page, name: string) => page.locator('[data-part=person]', { hasText: name });

async function typePassword({ page }: Screen, email: string) {
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('#password').press('Enter');
}

describe('a new colleague', () => {
  it('is invited by a link, sets up a second step, signs in with it, and is disabled', {
    timeout: 120_000,
  }, async () => {
    const email = 'nina@brand.example';

    // 1. The administrator makes a link, which is shown once.
    const admin = await office();
    await person(admin.page, 'Alesia').waitFor();
    const link = await invite(admin, email);
    await expect.poll(() => admin.part('invitation').allTextContents()).toEqual([expect.stringContaining(email)]);
    expect(await admin.page.content()).not.toContain(link.split('#')[1]);

    // 2. It leads to an account and into the inbox, and leads nowhere again.
    const nina = await freshPage();
    await nina.page.goto(link);
    await nina.part('join-go').waitFor();
    expect(nina.page.url()).not.toContain('#');
    expect(await axeFindings(nina.page)).toEqual([]);
    await nina.page.locator('input[type=password]').fill(PASSWORD);
    await nina.part('join-go').click();
    await nina.part('list').waitFor();
    const late = await freshPage();
    await late.page.goto(link);
    await late.page.getByText('does not work any more').waitFor();

    // 3. A second step, by the account menu.
    await nina.page.locator('[popovertarget=account]').click();
    await nina.part('me-open').click();
    await nina.part('my-factor').locator('input[type=password]').fill(PASSWORD);
    await nina.part('factor-begin').click();
    await nina.part('qr').waitFor();
    expect(await axeFindings(nina.page)).toEqual([]);
    const secret = (await nina.part('enrol').locator('pre').textContent()) ?? '';
    const address = new URL(await readCode(nina.part('qr')));
    expect(`${address.protocol}//${address.host}`).toBe('otpauth://totp');
    expect(decodeURIComponent(address.pathname)).toContain(email);
    expect(address.searchParams.get('secret')).toBe(secret);
    await nina.part('code').fill('000000');
    await nina.part('enrol-go').click();
    await nina.page.getByText('The code is wrong').waitFor();
    await nina.part('code').fill(codeOf(secret));
    await nina.part('enrol-go').click();
    const codes = ((await nina.part('recovery-codes').locator('pre').textContent()) ?? '').split('\n');
    expect(codes).toHaveLength(10);
    await nina.part('codes-kept').click();
    await nina.page.getByText('10 recovery codes are left.').waitFor();

    // 4. Out, and in again with the code of the next half minute.
    await signOut(nina);
    await typePassword(nina, email);
    await nina.part('second-step').waitFor();
    expect(await axeFindings(nina.page)).toEqual([]);
    await nina.part('code').fill(codeOf(secret, 1));
    await nina.part('code-go').click();
    await nina.part('list').waitFor();

    // 5. And with a recovery code, which works once.
    await signOut(nina);
    await typePassword(nina, email);
    await nina.part('by-recovery').click();
    await nina.part('code').fill(codes[0] ?? '');
    await nina.part('code-go').click();
    await nina.part('list').waitFor();

    // 6. The administrator sees it, and disables them: their inbox says so by itself.
    await admin.page.reload();
    await person(admin.page, 'Nina').waitFor();
    expect(await person(admin.page, 'Nina').textContent()).toContain('on');
    await person(admin.page, 'Nina').getByRole('button').click();
    await admin.part('disable').click();
    await admin.part('disable').click();
    await admin.page.getByText('Disabled. All of their sessions have ended.').waitFor();
    await nina.page.getByText('Your session has ended.').waitFor();
    await typePassword(nina, email);
    await nina.page.getByText('is not right').waitFor();
  });

  it('who has an account already accepts by signing in', { timeout: 120_000 }, async () => {
    const admin = await office();
    const known = await createOperator(db, [], { name: 'Rauf' });
    const link = await invite(admin, known.email);
    const rauf = await freshPage();
    await rauf.page.goto(link);
    await rauf.page.locator('input[type=password]').fill(known.password);
    await rauf.page.locator('input[type=password]').press('Enter');
    await rauf.part('join-as-me').click();
    await rauf.part('list').waitFor();
    const { rows } = await db.query('select role from memberships where operator_id = $1', [known.id]);
    expect(rows).toEqual([{ role: 'operator' }]);
  });
});

describe('people', () => {
  it('are changed where one administers; two who change the same one see each other', {
    timeout: 120_000,
  }, async () => {
    const colleague = await createOperator(db, [site], { name: 'Ksenia' });
    const [one, two] = [await office(), await office()];
    for (const { page } of [one, two]) await person(page, 'Ksenia').getByRole('button').click();
    expect(await axeFindings(one.page)).toEqual([]);
    for (const { page, part } of [one, two]) {
      await part('capacity').fill(page === one.page ? '7' : '9');
    }
    await one.part('person-save').click();
    await one.page.getByText('Saved.').waitFor();
    await two.part('person-save').click();
    await two.page.getByText('Somebody else has changed this meanwhile.').waitFor();
    await two.part('person-reload').click();
    await expect.poll(() => two.part('capacity').inputValue(), PATIENT).toBe('7');
    await two.page.locator(`[data-part=person-form] [data-site="${site.id}"]`).selectOption('supervisor');
    await two.part('person-save').click();
    await two.page.getByText('Saved.').waitFor();
    const { rows } = await db.query(
      'select capacity, role from operators o join memberships m on m.operator_id = o.id where o.id = $1',
      [colleague.id],
    );
    expect(rows).toEqual([{ capacity: 7, role: 'supervisor' }]);

    // What was done stands in the record.
    await one.page.goto(`${relay.url}/inbox/people/record`);
    await one.part('act').first().waitFor();
    const said = await one.part('act').allTextContents();
    expect(said[0]).toContain('Alesia changed somebody');
    expect(said[0]).toContain('Role: Operator → Supervisor');
    expect(said[1]).toContain('Places: 4 → 7');
    expect(await axeFindings(one.page)).toEqual([]);
  });

  it('of somebody who is the last administrator nothing is taken away, and it says why', {
    timeout: 120_000,
  }, async () => {
    await db.query(`delete from memberships where role = 'admin'`);
    const alone = await office();
    await person(alone.page, 'Alesia').getByRole('button').first().click();
    await alone.page.locator(`[data-part=person-form] [data-site="${site.id}"]`).selectOption('operator');
    await alone.part('person-save').click();
    await alone.page.getByText('Fairplay would be left without an administrator.').waitFor();
  });

  it('are looked at, and not changed, by supervisors, who keep teams', { timeout: 120_000 }, async () => {
    const vera = await office('', 'supervisor');
    await person(vera.page, 'Alesia').first().waitFor();
    expect(await vera.part('invite-open').count()).toBe(0);
    expect(await vera.part('people-table').getByRole('button').count()).toBe(0);
    await vera.page.goto(`${relay.url}/inbox/people/teams`);
    await vera.part('team-add').click();
    await vera.page.locator('[data-part=team-form] input[type=text]').fill('Second line');
    await vera.page.locator('[data-part=team-form] input[type=checkbox]').first().check();
    expect(await axeFindings(vera.page)).toEqual([]);
    await vera.part('team-save').click();
    await vera.part('team').getByRole('button', { name: 'Second line' }).click();
    // Somebody else was faster.
    await db.query('update teams set version = version + 1');
    await vera.page.locator('[data-part=team-form] input[type=text]').fill('Third line');
    await vera.part('team-save').click();
    await vera.part('team-reload').click();
    await expect
      .poll(() => vera.page.locator('[data-part=team-form] input[type=text]').inputValue(), PATIENT)
      .toBe('Second line');
    await vera.part('team-delete').click();
    await vera.part('team-delete').click();
    await vera.page.getByText('There is no team yet.').waitFor();
  });
});

describe('my account', () => {
  it('lists where I am signed in, and ends what I do not know', { timeout: 120_000 }, async () => {
    const me = await office('me');
    const other = await freshPage();
    await other.page.goto(`${relay.url}/inbox`);
    await other.signIn(me.operator);
    await me.page.reload();
    await expect.poll(() => me.part('session').count(), PATIENT).toBe(2);
    expect(await me.page.locator('[data-part=session][data-this]').textContent()).toContain('Chrome on Linux');
    expect(await axeFindings(me.page)).toEqual([]);
    await me.part('end-session').click();
    await expect.poll(() => me.part('session').count(), PATIENT).toBe(1);
    await other.page.getByText('Your session has ended.').waitFor();
    await me.part('my-password').locator('input[type=password]').first().fill(me.operator.password);
    await me.part('my-password').locator('input[type=password]').nth(1).fill(PASSWORD);
    await me.part('password-go').click();
    await me.page.getByText('The password is changed').waitFor();
  });

  it('is set up at the door where a site requires a second step', { timeout: 120_000 }, async () => {
    const admin = await office();
    const colleague = await createOperator(db, [site], { name: 'Timur' });
    await admin.part('required').locator('select').selectOption('everybody');
    await admin.page.getByText('Saved.').waitFor();
    const timur = await freshPage({ viewport: { width: 360, height: 740 } });
    await timur.page.goto(`${relay.url}/inbox`);
    await timur.page.locator('#email').fill(colleague.email);
    await timur.page.locator('#password').fill(colleague.password);
    await timur.page.locator('#password').press('Enter');
    const secret = (await timur.part('enrol').locator('pre').textContent()) ?? '';
    expect(await axeFindings(timur.page)).toEqual([]);
    await timur.part('code').fill(codeOf(secret));
    await timur.part('enrol-go').click();
    await timur.part('codes-kept').click();
    await timur.part('list').waitFor();
    await admin.part('required').locator('select').selectOption('nobody');
    await expect.poll(required).toEqual([]);
  });
});

async function required() {
  const { rows } = await db.query('select second_factor_for as roles from sites where id = $1', [site.id]);
  return rows[0]?.roles;
}

async function signOut({ page }: Screen) {
  await page.goto(`${relay.url}/inbox`);
  await page.locator('[popovertarget=account]').click();
  await page.locator('.menu-item', { hasText: 'Sign out' }).click();
  await page.locator('#email').waitFor();
}
