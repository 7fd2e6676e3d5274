/**
 * The oracle: what a load generator sent, what was acknowledged to it, and what each screen showed, kept outside the
 * relay and compared with Postgres afterwards. A message is known by its `mark`, a text that nothing else has, so
 * that a double is seen even where it came under another client id.
 */
import type { Queryable } from '@touchline/relay/platform/postgres.ts';
import type { Event } from '@touchline/shared/conversation.ts';

export type Ledger = ReturnType<typeof createLedger>;

type Shown = { conversation: string; seqs: number[]; marks: string[] };

export function createLedger() {
  const sent = new Map<string, string>();
  const acked = new Map<string, Set<number>>();
  const screens = new Map<string, Shown>();
  const failed: string[] = [];

  return {
    sent(conversation: string, mark: string): void {
      sent.set(mark, conversation);
    },
    acked(mark: string, seq: number): void {
      acked.set(mark, (acked.get(mark) ?? new Set()).add(seq));
    },
    /** The author was told that it will never arrive. */
    failed(mark: string): void {
      failed.push(mark);
    },
    /** What stands on one screen, from top to bottom. A later look replaces an earlier one. */
    screen(reader: string, conversation: string, events: readonly Event[]): void {
      const marks = events.flatMap((event) => (event.type === 'message' ? [event.text] : []));
      screens.set(`${reader} ${conversation}`, { conversation, seqs: events.map((event) => event.seq), marks });
    },
    count: () => sent.size,

    /** A sentence for everything that is not as promised; each begins with the name of its fault. */
    async judge(db: Queryable): Promise<string[]> {
      const conversations = [...new Set(sent.values())];
      const { rows } = await db.query<Row>(
        `select conversation_id as conversation, seq, data->>'text' as mark
         from events where conversation_id = any($1::uuid[]) order by conversation_id, seq`,
        [conversations],
      );
      const written = Map.groupBy(
        rows.filter((row) => row.mark !== null),
        (row) => row.mark as string,
      );
      return [
        ...failed.map((mark) => `failed: ${mark} was given up`),
        ...[...sent.keys()].flatMap((mark) => judgeMark(mark, written.get(mark) ?? [], acked.get(mark) ?? new Set())),
        ...[...Map.groupBy(rows, (row) => row.conversation)].flatMap(([id, log]) => judgeLog(id, log)),
        ...[...screens].flatMap(([name, shown]) =>
          judgeScreen(
            name,
            shown,
            rows.filter((row) => row.conversation === shown.conversation),
          ),
        ),
      ];
    },
  };
}

type Row = { conversation: string; seq: number; mark: string | null };

function judgeMark(mark: string, rows: Row[], seqs: Set<number>): string[] {
  const problems: string[] = [];
  if (rows.length === 0) problems.push(seqs.size > 0 ? `lost: ${mark} was acked` : `unwritten: ${mark} has no row`);
  if (rows.length > 1) problems.push(`doubled: ${mark} has ${rows.length} rows`);
  if (rows.length > 0 && seqs.size === 0) problems.push(`unanswered: ${mark} has a row and no ack`);
  for (const seq of seqs) {
    if (rows.length > 0 && !rows.some((row) => row.seq === seq)) problems.push(`wrong seq: ${mark} was acked as ${seq}`);
  }
  if (seqs.size > 1) problems.push(`wrong seq: ${mark} was acked as ${[...seqs]}`);
  return problems;
}

function judgeLog(conversation: string, log: Row[]): string[] {
  return log.every((row, i) => row.seq === i + 1) ? [] : [`not dense: the log of ${conversation}`];
}

function judgeScreen(name: string, { seqs, marks }: Shown, log: Row[]): string[] {
  const problems: string[] = [];
  if (new Set(marks).size < marks.length) problems.push(`shown twice: on the screen of ${name}`);
  if (seqs.some((seq, i) => i > 0 && seq !== (seqs[i - 1] ?? 0) + 1))
    problems.push(`out of order: on the screen of ${name}`);
  const missed = log.filter((row) => row.mark !== null && !marks.includes(row.mark)).length;
  if (missed > 0) problems.push(`missed: ${missed} on the screen of ${name}`);
  return problems;
}
