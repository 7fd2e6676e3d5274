/** A database that breaks once, at a statement of the test's choice: before it was done, or after, with the reply lost. */
import type { Database } from '@touchline/relay/platform/postgres.ts';

export type DatabaseFault = { db: Database; breakOnce(): void };

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
