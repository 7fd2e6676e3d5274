/** How second factors are kept: sealed in the database, counted over all relays, and of use after a clock was set right. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bytesOf, codeOf } from './support/people-codes.ts';
import { asking } from './support/people-desk.ts';
import { createTestDatabase } from './support/postgres.ts';
import { createOperator, signIn, startTestRelay, TEST_PASSWORD, type TestRelay } from './support/relay.ts';

// Every password costs a slow machine its time.
vi.setConfig({ testTimeout: 120_000 });

const KEY = 'a key that only the environment holds';
const { db } = await createTestDatabase();
let relay: TestRelay;
let second: TestRelay;
beforeAll(async () => {
  [relay, second] = [
    await startTestRelay(db, { secretsKeys: [KEY] }),
    await startTestRelay(db, { secretsKeys: [KEY] }),
  ];
});
afterAll(() => Promise.all([relay.close(), second.close()]));

async function enrolled(at = relay) {
  const operator = await createOperator(db, []);
  const mine = asking(at.url, await signIn(at.url, operator));
  const { secret } = await mine('POST', 'me/second-factor', { password: TEST_PASSWORD });
  const { recoveryCodes } = await mine('POST', 'me/second-factor/confirmation', { code: codeOf(secret) });
  return { operator, secret: secret as string, codes: recoveryCodes as string[] };
}
type Enrolled = Awaited<ReturnType<typeof enrolled>>;

async function withCode({ operator: { email } }: Enrolled, code: string, at = relay) {
  const { ticket } = await asking(at.url)('POST', 'session', { email, password: TEST_PASSWORD });
  return asking(at.url)('POST', 'session/code', { ticket, code });
}
async function keptOf({ operator }: Enrolled): Promise<Buffer> {
  const { rows } = await db.query<{ secret: Buffer }>('select secret from second_factors where operator_id = $1', [
    operator.id,
  ]);
  return rows[0]?.secret ?? Buffer.alloc(0);
}

describe('a secret', () => {
  it('lies sealed: the whole table holds nothing that makes a code', async () => {
    const one = await enrolled();
    expect((await keptOf(one)).includes(bytesOf(one.secret))).toBe(false);
    expect((await withCode(one, codeOf(one.secret, 1), second)).status).toBe(200);
  });

  it('that an earlier release left open works, and is sealed as the next relay starts', async () => {
    const one = await enrolled();
    const left = () =>
      db.query('update second_factors set secret = $2 where operator_id = $1', [one.operator.id, bytesOf(one.secret)]);
    await left();
    expect((await withCode(one, codeOf(one.secret, 1))).status).toBe(200);
    expect(await keptOf(one)).toEqual(bytesOf(one.secret));
    const third = await startTestRelay(db, { secretsKeys: [KEY] });
    await third.close();
    expect((await keptOf(one)).includes(bytesOf(one.secret))).toBe(false);
  });

  it('whose key is not here is said to be so, and what was written down lets in', async () => {
    const one = await enrolled();
    const forgetful = await startTestRelay(db);
    const refused = await withCode(one, codeOf(one.secret, 1), forgetful);
    expect(refused).toMatchObject({ status: 503, error: { message: expect.stringContaining('SECRETS_KEY') } });
    expect((await withCode(one, one.codes[0] ?? '', forgetful)).status).toBe(200);
    await forgetful.close();
  });

  it('goes over to another key without anybody doing anything', async () => {
    const one = await enrolled();
    const before = await keptOf(one);
    const next = await startTestRelay(db, { secretsKeys: ['the key that comes after it, as long', KEY] });
    expect(await keptOf(one)).not.toEqual(before);
    expect((await withCode(one, codeOf(one.secret, 1), next)).status).toBe(200);
    await next.close();
    // As for the rest of this file.
    const back = await startTestRelay(db, { secretsKeys: [KEY, 'the key that comes after it, as long'] });
    await back.close();
  });
});

describe('wrong codes', () => {
  it('are counted over all relays, and a right one begins anew', async () => {
    const one = await enrolled();
    const wrong = () => String((Number(codeOf(one.secret)) + 500_000) % 1_000_000).padStart(6, '0');
    const tried = async (at: TestRelay) => (await withCode(one, wrong(), at)).status;
    for (let n = 0; n < 9; n++) expect(await tried(n % 2 ? relay : second)).toBe(400);
    expect((await withCode(one, codeOf(one.secret, 1), second)).status).toBe(200);
    for (let n = 0; n < 10; n++) expect(await tried(n % 2 ? relay : second)).toBe(400);
    expect([await tried(relay), await tried(second)]).toEqual([429, 429]);
    expect((await withCode(one, one.codes[0] ?? '')).status).toBe(429);
    // A quarter of an hour later, and from a time that never came.
    for (const since of [`now() - interval '16 minutes'`, `now() + interval '1 year'`]) {
      await db.query(`update second_factors set tries = 10, tries_since = ${since} where operator_id = $1`, [
        one.operator.id,
      ]);
      expect(await tried(relay)).toBe(400);
    }
  });
});

describe('a clock that was ahead', () => {
  it('locks nobody out who signed in meanwhile, and lets no code in twice', async () => {
    const one = await enrolled();
    await db.query('update second_factors set last_step = last_step + 1000000 where operator_id = $1', [
      one.operator.id,
    ]);
    const code = codeOf(one.secret, 1);
    expect((await withCode(one, code)).status).toBe(200);
    expect((await withCode(one, code)).status).toBe(400);
  });
});
