/**
 * The oracle: what a load generator sent, what was acknowledged to it, and what each screen showed, kept outside the
 * relay and compared with Postgres afterwards. A message is known by its `mark`, a text that nothing else has, so
 * that a double is seen even where it came under another client id.
 */
import type { Queryable } from '@touchline/relay/platform/postgres.ts';
import type { Event } from '@touchline/shared/conversation.ts';

export type Ledger = ReturnType<typeof createLedger>;

/** Letters only: digits in a row may read as a card number, and those are masked. */
export function newMark(): string {
  return `mark ${crypto.randomUUID().replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')}`;
}

type Screen = { reader: string; conversation: string; events(): readonly Event[] };

export function createLedger() {
  const sent = new Map<string, string>();
  const acked = new Map<string, Set<number>>();
  const screens: Screen[] = [];
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
    /** A screen, whose events from top to bottom are read when judging. */
    screen(reader: string, conversation: string, events: () => readonly Event[]): void {
      screens.push({ reader, conversation, events });
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
      const logs = Map.groupBy(rows, (row) => row.conversation);
      const written = Map.groupBy(rows.filter(isMessage), (row) => row.mark ?? '');
      return [
        ...failed.map((mark) => `failed: ${mark} was given up`),
        ...[...sent.keys()].flatMap((mark) => judgeMark(mark, written.get(mark) ?? [], acked.get(mark) ?? new Set())),
        ...[...logs].flatMap(([id, log]) => judgeLog(id, log)),
        ...screens.flatMap((screen) => judgeScreen(screen, logs.get(screen.conversation) ?? [])),
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
    if (rows.length > 0 && !rows.some((row) => row.seq === seq))
      problems.push(`wrong seq: ${mark} was acked as ${seq}`);
  }
  if (seqs.size > 1) problems.push(`wrong seq: ${mark} was acked as ${[...seqs]}`);
  return problems;
}

function judgeLog(conversation: string, log: Row[]): string[] {
  return log.every((row, i) => row.seq === i + 1) ? [] : [`not dense: the log of ${conversation}`];
}

function judgeScreen({ reader, events }: Screen, log: Row[]): string[] {
  const problems: string[] = [];
  const seqs = events().map((event) => event.seq);
  const marks = events().flatMap((event) => (event.type === 'message' ? [event.text] : []));
  const seen = new Set(marks);
  if (seen.size < marks.length) problems.push(`shown twice: on the screen of ${reader}`);
  if (seqs.some((seq, i) => i > 0 && seq !== (seqs[i - 1] ?? 0) + 1)) {
    problems.push(`out of order: on the screen of ${reader}`);
  }
  const missed = log.filter((row) => isMessage(row) && !seen.has(row.mark ?? ''));
  if (missed.length > 0) {
    const where = `seq ${missed.map((row) => row.seq)} where ${seqs[0]} to ${seqs.at(-1)} are shown`;
    problems.push(`missed: ${missed.length} on the screen of ${reader}, ${where}`);
  }
  return problems;
}

const isMessage = (row: Row) => row.mark !== null;
