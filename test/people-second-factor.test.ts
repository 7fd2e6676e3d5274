/** The second factor: set up with a code, asked for after the password, spent by use, on whichever relay. */
import { stepOf } from '@touchline/relay/operators/second-factor.ts';
import { createOperatorService } from '@touchline/relay/operators/service.ts';
import { createOperatorStore } from '@touchline/relay/operators/store.ts';
import { systemClock } from '@touchline/shared/clock.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bytesOf, codeOf } from './support/people-codes.ts';
import { asking, peopleDesk } from './support/people-desk.ts';
import { createTestDatabase } from './support/postgres.ts';
import {
  createOperator,
  createSite,
  signIn,
  startTestRelay,
  TEST_PASSWORD,
  type TestOperator,
  type TestRelay,
} from './support/relay.ts';

// Every password costs a slow machine its time.
vi.setConfig({ testTimeout: 120_000 });

const { db } = await createTestDatabase();
let relay: TestRelay;
/** Another one on the same database. */
let second: TestRelay;
beforeAll(async () => {
  [relay, second] = [await startTestRelay(db), await startTestRelay(db)];
});
afterAll(() => Promise.all([relay.close(), second.close()]));

const anybody = (at = relay) => asking(at.url);
const withPassword = ({ email }: TestOperator, password = TEST_PASSWORD, at = relay) =>
  anybody(at)('POST', 'session', { email, password });
const withCode = async (operator: TestOperator, code: string, at = relay) => {
  const { ticket } = await withPassword(operator, TEST_PASSWORD, at);
  return anybody(at)('POST', 'session/code', { ticket, code });
};

/** With a second factor, set up with the code of this step. */
async function enrolled() {
  const operator = await createOperator(db, [await createSite(db)], { role: 'admin' });
  const mine = asking(relay.url, await signIn(relay.url, operator));
  const { secret, uri } = await mine('POST', 'me/second-factor', { password: TEST_PASSWORD });
  const confirmed = await mine('POST', 'me/second-factor/confirmation', { code: codeOf(secret) });
  return { operator, mine, secret, uri, codes: confirmed.recoveryCodes as string[] };
}

describe('codes', () => {
  const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at %i s', (seconds, code) => {
    expect(codeOf(RFC_SECRET, 0, seconds * 1000)).toBe(code);
    expect(stepOf(bytesOf(RFC_SECRET), code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('of the step before and after count, those of two away do not', () => {
    const now = 1_800_000_000_000;
    const found = [-2, -1, 0, 1, 2].map((off) => stepOf(bytesOf(RFC_SECRET), codeOf(RFC_SECRET, off, now), now));
    const step = now / 30_000;
    expect(found).toEqual([null, step - 1, step, step + 1, null]);
  });
});

describe('setting it up', () => {
  it('takes the password and a right code, and tells the secret once', async () => {
    const operator = await createOperator(db, []);
    const mine = asking(relay.url, await signIn(relay.url, operator));
    expect(await mine('POST', 'me/second-factor', { password: 'not mine' })).toMatchObject({
      ...{ status: 400, error: { fields: { password: expect.anything() } } },
    });
    const begun = await mine('POST', 'me/second-factor', { password: TEST_PASSWORD });
    expect(begun.uri).toContain(`secret=${begun.secret}`);
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/Touchline:/);
    expect(bytesOf(begun.secret)).toHaveLength(20);
    // Begun is not on: a code that nobody could make would lock its owner out.
    expect((await withPassword(operator)).status).toBe(200);
    const wrong = String((Number(codeOf(begun.secret)) + 1) % 1_000_000).padStart(6, '0');
    expect((await mine('POST', 'me/second-factor/confirmation', { code: wrong })).status).toBe(400);
    const confirmed = await mine('POST', 'me/second-factor/confirmation', { code: codeOf(begun.secret) });
    expect(new Set(confirmed.recoveryCodes).size).toBe(10);
    expect(await mine('GET', 'me/second-factor')).toMatchObject({ isOn: true, codesLeft: 10, isRequired: false });
    expect((await mine('POST', 'me/second-factor', { password: TEST_PASSWORD })).status).toBe(409);
  });

  it('leaves the secret and the codes in no other answer, no audit and no log', async () => {
    const lines: string[] = [];
    const logged = await startTestRelay(db, { logger: collecting(lines) });
    const { operator, mine, secret, codes } = await enrolled();
    const admins = await peopleDesk(logged.url, await createOperator(db, await sitesOf(operator), { role: 'admin' }));
    const { ticket } = await withPassword(operator, TEST_PASSWORD, logged);
    await anybody(logged)('POST', 'session/code', { ticket, code: codes[0] ?? '' });
    const said = [
      ...[await mine('GET', 'me/second-factor'), await mine('GET', 'session'), await mine('GET', 'me/sessions')],
      await admins.look(),
    ].map((answer) => JSON.stringify(answer));
    const { rows } = await db.query<{ text: string }>(`select string_agg(about::text, '') as text from audit`);
    const raw = bytesOf(secret).toString('hex');
    for (const text of [...said, rows[0]?.text ?? '', lines.join('')]) {
      for (const hidden of [secret, raw, ticket, ...codes]) expect(text).not.toContain(hidden);
    }
    await logged.close();
  });
});

describe('signing in with it', () => {
  it('asks for a code after the password, and only that lets in', async () => {
    const { operator, secret } = await enrolled();
    const asked = await withPassword(operator);
    expect(asked).toMatchObject({ status: 202, next: 'code', ticket: expect.any(String) });
    expect(asked.cookie).toBe('');
    const inside = await anybody()('POST', 'session/code', { ticket: asked.ticket, code: codeOf(secret, 1) });
    expect(inside).toMatchObject({ status: 200, operator: { id: operator.id } });
    expect((await asking(relay.url, inside.cookie)('GET', 'session')).status).toBe(200);
    // The ticket is spent.
    const again = await anybody()('POST', 'session/code', { ticket: asked.ticket, code: codeOf(secret, 1) });
    expect(again.status).toBe(404);
  });

  it('says nothing of it before the password was right', async () => {
    const { operator } = await enrolled();
    const without = await createOperator(db, []);
    const answers = await Promise.all([
      withPassword(operator, 'wrong'),
      withPassword(without, 'wrong'),
      anybody()('POST', 'session', { email: 'nobody@brand.example', password: 'wrong' }),
    ]);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  });

  it('takes a code once: not again, not on another relay, and no older one', async () => {
    const { operator, secret } = await enrolled();
    const used = codeOf(secret, 1);
    expect((await withCode(operator, used)).status).toBe(200);
    expect((await withCode(operator, used)).status).toBe(400);
    expect((await withCode(operator, used, second)).status).toBe(400);
    expect((await withCode(operator, codeOf(secret), second)).status).toBe(400);
  });

  it('of the same code on two relays at once one gets in, eight times over', async () => {
    for (let round = 0; round < 8; round++) expect(await insideWithOneCode()).toBe(1);
  });

  it('the check fails when a relay only looks whether the code was used', async () => {
    await db.query(FORGETTING);
    expect(await insideWithOneCode()).toBe(2);
    await db.query('drop trigger forgetting on second_factors');
  });

  it('gives up after five codes per ticket, and after ten per account, whatever the address', async () => {
    const { operator, secret } = await enrolled();
    const { ticket } = await withPassword(operator);
    for (let i = 0; i < 5; i++) {
      expect((await anybody()('POST', 'session/code', { ticket, code: 'abc' })).status).toBe(400);
    }
    expect((await anybody()('POST', 'session/code', { ticket, code: codeOf(secret, 1) })).status).toBe(404);
    for (let i = 0; i < 5; i++) await withCode(operator, 'abc');
    expect((await withCode(operator, codeOf(secret, 1))).status).toBe(429);
    // The password alone is not what ran out.
    expect((await withPassword(operator)).status).toBe(202);
  });

  it('takes a recovery code in place of one, however it is typed, once', async () => {
    const { operator, mine, codes } = await enrolled();
    const [code = ''] = codes;
    expect(code).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect((await withCode(operator, code.toUpperCase().replaceAll('-', ' '))).status).toBe(200);
    expect((await withCode(operator, code)).status).toBe(400);
    expect((await withCode(operator, code, second)).status).toBe(400);
    expect(await mine('GET', 'me/second-factor')).toMatchObject({ codesLeft: 9 });
  });

  it('lets a link to a new password not go around it', async () => {
    const { operator, secret } = await enrolled();
    const owner = await createOperator(db, await sitesOf(operator), { role: 'admin' });
    const { token } = await (await peopleDesk(relay.url, owner)).ask('POST', `people/${operator.id}/password-link`);
    const set = await anybody()('POST', 'setup/administrator', { token, password: 'another long password' });
    expect(set).toMatchObject({ status: 202, next: 'code', cookie: '' });
    const inside = await anybody()('POST', 'session/code', { ticket: set.ticket, code: codeOf(secret, 1) });
    expect(inside.status).toBe(200);
  });
});

describe('giving it up', () => {
  it('takes password and code; new recovery codes, too, and end the old ones', async () => {
    const { operator, mine, secret, codes } = await enrolled();
    const [first = '', other = '', third = ''] = codes;
    const ask = (path: string, body: object) => mine('POST', `me/second-factor/${path}`, body);
    expect((await ask('removal', { password: 'wrong', code: codeOf(secret, 1) })).status).toBe(400);
    expect((await ask('removal', { password: TEST_PASSWORD, code: 'abc' })).status).toBe(400);
    const renewed = await ask('recovery-codes', { password: TEST_PASSWORD, code: first });
    expect(renewed.recoveryCodes).toHaveLength(10);
    expect((await ask('removal', { password: TEST_PASSWORD, code: other })).status).toBe(400);
    expect((await ask('removal', { password: TEST_PASSWORD, code: renewed.recoveryCodes[0] })).status).toBe(204);
    expect((await withPassword(operator)).status).toBe(200);
    expect(third).not.toBe('');
  });

  it('is an administrator’s to do for somebody, with their own password, and is written down', async () => {
    const { operator } = await enrolled();
    const [site] = await sitesOf(operator);
    const other = await createOperator(db, site ? [site] : [], { role: 'admin' });
    const admins = await peopleDesk(relay.url, other);
    const reset = (password: string) => admins.ask('POST', `people/${operator.id}/second-factor-reset`, { password });
    expect((await reset('not theirs')).status).toBe(400);
    expect((await withPassword(operator)).status).toBe(202);
    expect((await reset(TEST_PASSWORD)).status).toBe(204);
    expect((await withPassword(operator)).status).toBe(200);
    const { rows } = await db.query(
      `select actor_id from audit where site_id = $1 and act = 'person.second-factor-reset'`,
      [site?.id],
    );
    expect(rows).toEqual([{ actor_id: other.id }]);
  });
});

describe('an administrator who has lost phone and codes', () => {
  it('comes in by a link of whoever runs the server, which is written down', async () => {
    const { operator } = await enrolled();
    await db.query('insert into administrators values ($1)', [operator.id]);
    const operators = createOperatorService({ store: createOperatorStore(db), clock: systemClock, revoke: () => {} });
    const kept = await operators.passwordToken(operator.email);
    const link = { password: 'another long password' };
    expect((await anybody()('POST', 'setup/administrator', { ...link, token: kept })).status).toBe(202);
    const token = await operators.passwordToken(operator.email, { withoutSecondFactor: true });
    expect((await anybody()('POST', 'setup/administrator', { ...link, token })).status).toBe(200);
    const [site] = await sitesOf(operator);
    const { rows } = await db.query(
      `select actor_kind, actor_id from audit where site_id = $1 and act = 'second-factor.off'`,
      [site?.id],
    );
    expect(rows).toEqual([{ actor_kind: 'server', actor_id: null }]);
  });
});

describe('a site that requires it', () => {
  it('leads whoever has none to setting it up, by role, and does not let it be turned off', async () => {
    const site = await createSite(db);
    const [admin, plain] = [await createOperator(db, [site], { role: 'admin' }), await createOperator(db, [site])];
    const admins = await peopleDesk(relay.url, admin);
    expect((await admins.ask('PUT', `sites/${site.id}/second-factor`, { roles: ['admin'] })).status).toBe(204);
    expect((await withPassword(plain)).status).toBe(200);
    const { status, next, ticket } = await withPassword(admin);
    expect([status, next]).toEqual([202, 'enrol']);
    const { secret } = await anybody()('POST', 'session/enrolment', { ticket });
    const done = await anybody()('POST', 'session/enrolment/code', { ticket, code: codeOf(secret) });
    expect(done).toMatchObject({ status: 200, operator: { id: admin.id }, recoveryCodes: expect.any(Array) });
    const mine = asking(relay.url, done.cookie);
    const proof = { password: TEST_PASSWORD, code: done.recoveryCodes[0] };
    expect((await mine('POST', 'me/second-factor/removal', proof)).status).toBe(403);
    expect(await withPassword(admin)).toMatchObject({ status: 202, next: 'code' });
  });

  it('is no way to replace a second factor that there is', async () => {
    const { operator } = await enrolled();
    const { ticket } = await withPassword(operator);
    expect((await anybody()('POST', 'session/enrolment', { ticket })).status).toBe(409);
  });
});

/** The step that was taken is forgotten again, as by a relay that looks and then writes elsewhere. */
const FORGETTING = `
  create function forget_step() returns trigger language plpgsql as $$ begin new.last_step := old.last_step; return new; end $$;
  create trigger forgetting before update on second_factors for each row
    when (new.confirmed_at is not distinct from old.confirmed_at) execute function forget_step()`;

async function insideWithOneCode(): Promise<number> {
  const { operator, secret } = await enrolled();
  const code = codeOf(secret, 1);
  const answers = await Promise.all([withCode(operator, code), withCode(operator, code, second)]);
  return answers.filter(({ status }) => status === 200).length;
}

async function sitesOf({ id }: TestOperator) {
  const { rows } = await db.query<{ site_id: string }>('select site_id from memberships where operator_id = $1', [id]);
  return rows.map(({ site_id }) => ({ id: site_id })) as Awaited<ReturnType<typeof createSite>>[];
}

/** Everything that a relay logs, as text. */
function collecting(lines: string[]) {
  const write = (...said: unknown[]) => void lines.push(JSON.stringify(said));
  const log = { fatal: write, error: write, warn: write, info: write, debug: write, trace: write, silent: () => {} };
  const logger = { ...log, level: 'trace', child: () => logger };
  return logger;
}
