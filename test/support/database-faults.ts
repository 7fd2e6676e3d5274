/** A database with one fault at a statement of the test's choice. */
import type { Database } from '@touchline/relay/platform/postgres.ts';

export type DatabaseFault = { db: Database; breakOnce(): void };

/** It breaks: before the statement was done, or after, with the reply lost. */
export function breakable(db: Database, statement: string, when: 'before' | 'after'): DatabaseFault {
  let armed = false;
  const lost = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
  const query = async (text: string, values?: unknown[]) => {
    const breaks = armed && text.includes(statement);
    if (breaks) armed = false;
    if (breaks && when === 'before') throw lost();
    const result = await db.query(text, values);
    if (breaks) throw lost();
    return result;
  };
  return {
    db: { ...db, query: query as Database['query'] },
    breakOnce() {
      armed = true;
    },
  };
}

/** The next such statement after `slowOnce` takes so much longer than others; resolves once it is done. */
export function slowable(db: Database, statement: string) {
  let next: { ms: number; done(): void } | null = null;
  const query = async (text: string, values?: unknown[]) => {
    if (!next || !text.includes(statement)) return db.query(text, values);
    const { ms, done } = next;
    next = null;
    await new Promise((resolve) => setTimeout(resolve, ms));
    return db.query(text, values).finally(done);
  };
  return {
    db: { ...db, query: query as Database['query'] },
    slowOnce: (ms: number) =>
      new Promise<void>((done) => {
        next = { ms, done };
      }),
  };
}
