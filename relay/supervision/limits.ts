/**
 * Which limits a site is past. One that is passed stands until the site is well within it again, so that a queue which
 * goes back and forth over its limit calls once and not every few seconds. Pure.
 */
import { ALERT_KINDS, type AlertKind, type AlertLimits } from '@touchline/shared/supervision.ts';

export type Measures = {
  waiting: number;
  /** Of whoever has waited longest; 0 when nobody waits. */
  waitMinutes: number;
  online: number;
  /** Places of those who are online, and how many of them are taken. */
  capacity: number;
  load: number;
  /** For how long nobody has been online. */
  aloneMs: number;
  /** Whether somebody should be: by the site's hours, or, where nobody has said any, because somebody waits. */
  isExpected: boolean;
};
export type Verdict = { kind: AlertKind; limit: number; value: number };

/** It ends below this part of the limit. */
const ENDS_BELOW = 0.8;
/** A page that reloads, and a relay that restarts, leave nobody alone. */
export const ALONE_AFTER_MS = 30_000;

/** Of those that stand, and with those that are passed now: the ones that stand from here on. */
export function standingLimits(limits: AlertLimits, measures: Measures, standing: ReadonlySet<AlertKind>): Verdict[] {
  return ALERT_KINDS.flatMap((kind) => {
    const limit = limitOf(limits, kind);
    if (limit === null) return [];
    const value = measureOf(kind, measures);
    const isPast = kind === 'unattended' ? isAlone(measures, standing) : isOver(value, limit, standing.has(kind));
    return isPast ? [{ kind, limit, value }] : [];
  });
}

function isOver(value: number, limit: number, stands: boolean): boolean {
  return stands ? value >= limit * ENDS_BELOW : value >= limit;
}

function isAlone({ online, isExpected, aloneMs }: Measures, standing: ReadonlySet<AlertKind>): boolean {
  return online === 0 && isExpected && (standing.has('unattended') || aloneMs >= ALONE_AFTER_MS);
}

function limitOf(limits: AlertLimits, kind: AlertKind): number | null {
  switch (kind) {
    case 'wait':
      return limits.waitMinutes;
    case 'waiting':
      return limits.waiting;
    case 'load':
      return limits.loadPercent;
    case 'unattended':
      return limits.unattended ? 0 : null;
  }
}

/** In whole minutes, conversations or percent. */
function measureOf(kind: AlertKind, { waitMinutes, waiting, load, capacity }: Measures): number {
  switch (kind) {
    case 'wait':
      return Math.floor(waitMinutes);
    case 'waiting':
      return waiting;
    case 'load':
      return capacity > 0 ? Math.floor((load / capacity) * 100) : 0;
    case 'unattended':
      return 0;
  }
}
