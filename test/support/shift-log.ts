/**
 * What a shift's log says about who had what: an oracle of routing that looks at the events alone. `absences` are the
 * times during which an operator must not be given anything, in ms since 1970 by Postgres's clock.
 */
import type { Queryable } from '@touchline/relay/platform/postgres.ts';

export type Absence = { operator: string; from: number; to: number };

type Row = {
  conversation: string;
  at: number;
  type: string;
  by: string;
  author: string | null;
  operator: string | null;
};

type Rules = {
  capacity: number;
  absences: Absence[];
  /** Nobody has anything any more who has been absent for so long. */
  takenBackMs: number;
};

/** A sentence for everything that is not as promised; each begins with the name of its fault. */
export async function judgeShift(db: Queryable, { capacity, absences, takenBackMs }: Rules): Promise<string[]> {
  const { rows } = await db.query<Row>(
    `select conversation_id as conversation, extract(epoch from at)::float8 * 1000 as at, type, author_kind as by,
       author_id as author, data->'operator'->>'id' as operator
     from events order by conversation_id, seq`,
  );
  const problems: string[] = [];
  const changes: Change[] = [];
  const isKept = (holder: string, since: number, at: number) =>
    absences.some(({ operator, from, to }) => {
      const late = from + takenBackMs;
      return operator === holder && since < from && late < to && at > late;
    });
  for (const [conversation, log] of Map.groupBy(rows, (row) => row.conversation)) {
    let holder: string | null = null;
    let since = 0;
    const become = (next: string | null, { at, by }: Row) => {
      if (holder) {
        changes.push({ at, operator: holder, step: -1, given: false });
        if (isKept(holder, since, at)) problems.push(`kept: ${conversation} by somebody who was not there`);
      }
      since = at;
      if (next) changes.push({ at, operator: next, step: 1, given: by === 'system' });
      holder = next;
    };
    for (const row of log) {
      if (row.by === 'operator' && row.type !== 'assigned' && holder && holder !== row.author) {
        problems.push(`stale: ${row.type} by somebody while another had ${conversation}`);
      }
      if (row.type === 'assigned' && row.by === 'system') {
        if (holder) problems.push(`two owners: ${conversation} was given away while somebody had it`);
        const absence = absences.find((one) => one.operator === row.operator && row.at > one.from && row.at < one.to);
        if (absence) problems.push(`stale: ${conversation} was given to somebody who was not there`);
      }
      if (row.type === 'assigned') become(row.operator, row);
      else if (row.type === 'released' || row.type === 'resolved' || row.type === 'transferred') become(null, row);
    }
    if (holder && isKept(holder, since, Number.POSITIVE_INFINITY)) problems.push(`kept: ${conversation} to the end`);
  }
  return [...problems, ...judgeLoads(changes, capacity)];
}

type Change = { at: number; operator: string; step: 1 | -1; given: boolean };

/** By hand an operator may take more than fits; they must not be given it. */
function judgeLoads(changes: Change[], capacity: number): string[] {
  const loads = new Map<string, number>();
  const over = new Set<string>();
  // Of one millisecond, what frees a place first: the giver has seen it.
  for (const { operator, step, given } of changes.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    const load = (loads.get(operator) ?? 0) + step;
    loads.set(operator, load);
    if (given && load > capacity) over.add(operator);
  }
  return [...over].map((operator) => `over capacity: ${operator}`);
}
