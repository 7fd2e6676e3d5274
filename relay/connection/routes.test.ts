/** What a relay says of its insides and of who stands before it. */
import { connectionReport } from '@touchline/shared/connection-report.ts';
import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createOperator, signIn, startTestRelay } from '../../test/support/relay.ts';

const { db } = await createTestDatabase();
const plain = await startTestRelay(db);
const behindProxy = await startTestRelay(db, { trustProxy: ['127.0.0.1'] });
const operator = await createOperator(db, []);
const cookie = await signIn(plain.url, operator);
afterAll(() => Promise.all([plain.close(), behindProxy.close()]));

async function report(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/api/connection`, { headers: { cookie, ...headers } });
  return connectionReport.parse(await response.json());
}

it('measures Postgres, and its clock against the relay’s', async () => {
  const { postgres, redis, address, secure } = await report(plain.url);
  expect(postgres?.ms).toBeLessThan(1_000);
  expect(Math.abs(postgres?.aheadMs ?? Number.NaN)).toBeLessThan(1_000);
  expect({ redis, address, secure }).toEqual({ redis: 'none', address: '127.0.0.1', secure: false });
});

it('knows a proxy that is not believed from one that is', async () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' };
  expect(await report(plain.url, forwarded)).toMatchObject({
    address: '127.0.0.1',
    peer: '127.0.0.1',
    ignoresProxy: true,
    secure: false,
  });
  expect(await report(behindProxy.url, forwarded)).toMatchObject({
    address: '203.0.113.7',
    peer: '127.0.0.1',
    ignoresProxy: false,
    secure: true,
  });
});
