/**
 * Until when a conversation is put aside, by the clock on the operator's wall: days have the length that their calendar
 * gives them, also when clocks change. Pure, but for the time zone of the device.
 */
export type Moment = 'hour' | 'tonight' | 'tomorrow' | 'monday';

const HOUR_MS = 3_600_000;
const MORNING = 9;
const EVENING = 18;
const MONDAY = 1;

/** In rising order; what has passed, or would be the same as another, is left out. */
export function momentsFrom(now: number): { moment: Moment; at: number }[] {
  const tomorrow = on(now, 1, MORNING);
  const toMonday = (MONDAY + 7 - new Date(now).getDay()) % 7 || 7;
  const all: { moment: Moment; at: number }[] = [
    { moment: 'hour', at: now + HOUR_MS },
    { moment: 'tonight', at: on(now, 0, EVENING) },
    { moment: 'tomorrow', at: tomorrow },
    { moment: 'monday', at: on(now, toMonday, MORNING) },
  ];
  return all
    .filter(({ moment, at }) => at > now && (moment !== 'monday' || at > tomorrow))
    .filter(({ moment, at }) => moment !== 'tonight' || at - now > HOUR_MS);
}

/** `2026-11-25T09:30`, as a field for dates gives it; null for what is none, or has passed. */
export function momentTyped(typed: string, now: number): number | null {
  const at = new Date(typed).getTime();
  return Number.isFinite(at) && at > now ? at : null;
}

/** As such a field takes it. */
export function typedMoment(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

function on(now: number, days: number, hour: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour).getTime();
}
