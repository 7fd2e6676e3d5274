/** One day of an operator, out of what they became when. Pure. */

import { SPAN_STATES, type SpanState } from '@touchline/shared/presence.ts';
import type { Timeline } from '@touchline/shared/supervision.ts';

/** From `at` on, in ms; until the next one. */
export type Change = { state: SpanState; at: number };
type Spans = Timeline['operators'][number]['spans'];

/** Who has vanished for longer is offline, as colleagues see it. */
const GONE_FOR_MS = 5 * 60_000;

/** The day as moments: 23 or 25 hours where the clocks change. */
export function boundsOf(day: string, timeZone: string): { from: number; ends: number } {
  const date = Temporal.PlainDate.from(day);
  const begin = (on: Temporal.PlainDate) => on.toZonedDateTime(timeZone).epochMilliseconds;
  return { from: begin(date), ends: begin(date.add({ days: 1 })) };
}

/** `changes` in order, the first one perhaps from before. Together the spans are the whole time: no hole, no overlap. */
export function spansOf(changes: readonly Change[], from: number, until: number): Spans {
  const spans: Spans = [];
  const add = (state: SpanState, begin: number, end: number) => {
    const [starts, ends] = [Math.max(begin, from), Math.min(end, until)];
    if (ends <= starts) return;
    const last = spans.at(-1);
    if (last?.state === state) last.until = ends;
    else spans.push({ state, from: starts, until: ends });
  };
  add('offline', from, changes[0]?.at ?? until);
  for (const [index, { state, at }] of changes.entries()) {
    const end = changes[index + 1]?.at ?? until;
    const noticed = state === 'gone' ? Math.min(end, at + GONE_FOR_MS) : end;
    add(state, at, noticed);
    add('offline', noticed, end);
  }
  return spans;
}

export function totalsOf(spans: Spans): Record<SpanState, number> {
  const totals = Object.fromEntries(SPAN_STATES.map((state) => [state, 0])) as Record<SpanState, number>;
  for (const { state, from, until } of spans) totals[state] += until - from;
  return totals;
}
