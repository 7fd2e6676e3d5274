/** Signing in and the one-time links, on a real database. */
import { systemClock } from '@touchline/shared/clock.ts';
import type { SecondStep } from '@touchline/shared/sessions.ts';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/postgres.ts';
import { createOperator, createSite } from '../../test/support/relay.ts';
import { createOperatorService } from './service.ts';
import { createOperatorStore } from './store.ts';

const { db } = await createTestDatabase();
const store = createOperatorStore(db);

function service() {
  const revoked: string[] = [];
  return { revoked, ...createOperatorService({ store, clock: systemClock, revoke: (id) => revoked.push(id) }) };
}

const from = (address: string) => ({ address, agent: null });
/** Of somebody who needs no second step. */
function admitted<Who extends object>(admission: Who | SecondStep): Exclude<Who, SecondStep> {
  if ('next' in admission) throw new Error('asked for a second step');
  return admission as Exclude<Who, SecondStep>;
}

describe('signing in', () => {
  it('waits a quarter of an hour after ten wrong passwords, even for the right one', async () => {
    const operator = await createOperator(db, []);
    const operators = service();
    for (let i = 0; i < 10; i++) {
      await expect(operators.signIn(operator.email, `wrong ${i}`, from('192.0.2.1'))).rejects.toMatchObject({
        kind: 'unauthenticated',
      });
    }
    const refusal = await operators
      .signIn(operator.email.toUpperCase(), operator.password, from('192.0.2.2'))
      .catch((error) => error);
    expect(refusal).toMatchObject({ kind: 'too-fast' });
    expect(refusal.retryAfterMs).toBeGreaterThan(14 * 60_000);
  });

  it('forgets the wrong ones after a right one', async () => {
    const operator = await createOperator(db, []);
    const operators = service();
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 5; i++) await operators.signIn(operator.email, 'wrong', from('192.0.2.1')).catch(() => {});
      expect(await operators.signIn(operator.email, operator.password, from('192.0.2.1'))).toMatchObject({
        operator: { id: operator.id },
      });
    }
  });

  it('answers an unknown address as it answers a wrong password', async () => {
    const operator = await createOperator(db, []);
    const operators = service();
    const answers = await Promise.all(
      [operator.email, 'nobody@brand.example', 'no address', ''].map((email) =>
        operators.signIn(email, 'wrong', from('192.0.2.1')).catch(({ kind, message }) => ({ kind, message })),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('is refused to a disabled operator, whose sessions are nothing any more', async () => {
    const operator = await createOperator(db, []);
    const operators = service();
    const { token } = admitted(await operators.signIn(operator.email, operator.password, from('192.0.2.1')));
    await db.query('update operators set disabled_at = now() where id = $1', [operator.id]);
    expect(await operators.bySession(token)).toBeNull();
    await expect(operators.signIn(operator.email, operator.password, from('192.0.2.1'))).rejects.toMatchObject({
      kind: 'unauthenticated',
    });
  });

  it('has the highest role over all sites', async () => {
    const sites = [await createSite(db), await createSite(db)];
    const operator = await createOperator(db, sites.slice(0, 1));
    await store.join(operator.id, sites[1]?.id ?? '', 'supervisor');
    const { operator: self } = admitted(await service().signIn(operator.email, operator.password, from('192.0.2.1')));
    expect(self.role).toBe('supervisor');
  });
});

describe('a session', () => {
  it('ends by signing out, and the sockets of its operator are told', async () => {
    const operator = await createOperator(db, []);
    const operators = service();
    const { token } = admitted(await operators.signIn(operator.email, operator.password, from('192.0.2.1')));
    await operators.signOut(token);
    expect(await operators.bySession(token)).toBeNull();
    expect(operators.revoked).toEqual([operator.id]);
    await operators.signOut('no such session');
    expect(operators.revoked).toHaveLength(1);
  });

  it('ends by itself', async () => {
    const operator = await createOperator(db, []);
    await store.openSession('short', operator.id, -1);
    expect(await service().bySession('short')).toBeNull();
  });

  it('is stored as a hash only', async () => {
    const operator = await createOperator(db, []);
    const { token } = admitted(await service().signIn(operator.email, operator.password, from('192.0.2.1')));
    const { rows } = await db.query<{ row: string }>('select s::text as row from operator_sessions s');
    expect(rows.some(({ row }) => row.includes(token))).toBe(false);
  });
});

describe('a link', () => {
  const person = (name: string) => ({
    name,
    email: `${name}-${crypto.randomUUID()}@brand.example`,
    password: 'long enough for everybody',
  });

  it('works for one of twenty who use it at once', async () => {
    const operators = service();
    const token = crypto.randomUUID();
    await store.createLink(token, 'first-run', null, 60_000);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => operators.useLink(token, person(`admin-${i}`))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await db.query(`select 1 from operators where email like 'admin-%'`);
    expect(rows).toHaveLength(1);
    await expect(operators.checkLink(token)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is not spent by a password that is too short', async () => {
    const operators = service();
    const token = crypto.randomUUID();
    await store.createLink(token, 'first-run', null, 60_000);
    await expect(operators.useLink(token, { ...person('x'), password: 'short' })).rejects.toMatchObject({
      kind: 'bad-request',
      fields: { password: expect.any(String) },
    });
    expect(await operators.checkLink(token)).toMatchObject({ purpose: 'first-run' });
  });

  it('does not work when it is old, or replaced by a newer one', async () => {
    const operators = service();
    await store.createLink('old', 'first-run', null, -1);
    await expect(operators.useLink('old', person('old'))).rejects.toMatchObject({ kind: 'not-found' });
    await store.createLink('replaced', 'first-run', null, 60_000);
    await store.createLink('newest', 'first-run', null, 60_000);
    await expect(operators.checkLink('replaced')).rejects.toMatchObject({ kind: 'not-found' });
    expect(await operators.checkLink('newest')).toMatchObject({ purpose: 'first-run' });
  });

  it('for a new password ends every session of its administrator, and their sockets', async () => {
    const admin = await createOperator(db, [], { isAdministrator: true });
    const operators = service();
    const before = admitted(await operators.signIn(admin.email, admin.password, from('192.0.2.1')));
    const token = (await operators.passwordToken(admin.email)) ?? '';
    const after = admitted(
      await operators.useLink(token, { ...person('ignored'), password: 'a new and better password' }),
    );
    expect(await operators.bySession(before.token)).toBeNull();
    expect(await operators.bySession(after.token)).toMatchObject({ id: admin.id });
    expect(operators.revoked).toEqual([admin.id]);
    await expect(operators.signIn(admin.email, admin.password, from('192.0.2.1'))).rejects.toMatchObject({
      kind: 'unauthenticated',
    });
  });

  it('is made for nobody but an administrator', async () => {
    const operator = await createOperator(db, []);
    expect(await service().passwordToken(operator.email)).toBeNull();
  });
});
