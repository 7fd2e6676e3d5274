/** The boards of several sites as one. Pure; nothing of a site is told apart that somebody may not see, for they have its board. */

import type { BoardHeld, BoardLine, BoardMember, FloorFrame } from '@touchline/shared/supervision.ts';
import { duration } from '../when.ts';
import { t } from '../words.ts';

const DAY_MS = 86_400_000;

export type Share = { key: string; count: number; since: number };
export type By = 'site' | 'language' | 'topic';
type OfSite<Line> = Line & { site: string };

/** Of those who wait, by what; most first. A conversation without a topic has an empty one. */
export function sharesBy(boards: readonly FloorFrame[], by: By): Share[] {
  const shares = new Map<string, Share>();
  for (const { site, waiting } of boards) {
    for (const { language, topic, count, since } of waiting) {
      const key = { site, language, topic: topic ?? '' }[by];
      const known = shares.get(key);
      if (known) Object.assign(known, { count: known.count + count, since: Math.min(known.since, since) });
      else shares.set(key, { key, count, since });
    }
  }
  return [...shares.values()].sort((a, b) => b.count - a.count || a.since - b.since);
}

export function totalsOf(boards: readonly FloorFrame[]) {
  const sum = (of: (board: FloorFrame) => number) => boards.reduce((all, board) => all + of(board), 0);
  const waiting = boards.flatMap((board) => board.waiting);
  return {
    waiting: waiting.reduce((all, { count }) => all + count, 0),
    /** Of whoever has waited longest; null when nobody waits. */
    since: waiting.length > 0 ? Math.min(...waiting.map(({ since }) => since)) : null,
    over: sum((board) => board.over),
    open: sum((board) => board.open),
    snoozed: sum((board) => board.snoozed),
    escalated: sum((board) => board.escalated),
    answeredToday: sum((board) => board.answeredToday),
  };
}

/** Whoever has waited longest first. */
export function linesOf(boards: readonly FloorFrame[]): OfSite<BoardLine>[] {
  return boards
    .flatMap(({ site, lines }) => lines.map((line) => ({ ...line, site })))
    .sort((a, b) => a.since - b.since);
}

export function heldBy(boards: readonly FloorFrame[], operator: string): OfSite<BoardHeld>[] {
  return boards.flatMap(({ site, held }) =>
    held.filter((one) => one.operator === operator).map((one) => ({ ...one, site })),
  );
}

/** Each once, however many of the sites they answer on; idle where nothing keeps them on any. */
export function peopleOf(boards: readonly FloorFrame[]): BoardMember[] {
  const people = new Map<string, BoardMember>();
  for (const { people: ofSite } of boards) {
    for (const member of ofSite) {
      const known = people.get(member.id);
      if (!known) people.set(member.id, member);
      else
        people.set(member.id, {
          ...known,
          idleSince: known.idleSince && member.idleSince && Math.max(known.idleSince, member.idleSince),
          sites: [...new Set([...known.sites, ...member.sites])],
        });
    }
  }
  return [...people.values()];
}

/** Who has been idle for longest; null where nobody is. */
export function longestIdle(people: readonly BoardMember[]): string | null {
  const idle = people.filter(({ idleSince }) => idleSince !== null);
  return idle.sort((a, b) => (a.idleSince ?? 0) - (b.idleSince ?? 0))[0]?.id ?? null;
}

/** What ticks, up to a day; then in days. */
export function lasting(ms: number): string {
  return ms < DAY_MS ? ticking(ms) : duration(ms);
}

/** Of a length that is over, as opposed to a moment, less than a minute is no “now”. */
export function lasted(ms: number): string {
  return ms < 60_000 ? t('time.minutes', { count: 0 }) : duration(ms);
}

/** `4:07`, `1:02:09`: what ticks. */
export function ticking(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index ? String(part).padStart(2, '0') : part)).join(':');
}
