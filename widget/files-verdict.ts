/** What can be said of a file before any of it is sent, so that nobody waits for a refusal. The relay looks for itself. */
import { FILE_MAX_BYTES, FILE_NAME_MAX_CHARACTERS, FILE_TYPES } from '@touchline/shared/wire.ts';

/** `file-type`, or a kind of the relay's; undefined for one that may be tried. */
export function verdict({ type, size }: { type: string; size: number }): string | undefined {
  if (!(FILE_TYPES as readonly string[]).includes(type)) return 'file-type';
  if (size > FILE_MAX_BYTES) return 'file-too-large';
  return size ? undefined : 'file-refused';
}

/** No longer than the relay takes, its ending kept, because that has to agree with the content. */
export function nameOf(name: string): string {
  const whole = name || 'file';
  if (whole.length <= FILE_NAME_MAX_CHARACTERS) return whole;
  const ending = /\.[^.]{1,10}$/.exec(whole)?.[0] ?? '';
  return whole.slice(0, FILE_NAME_MAX_CHARACTERS - ending.length) + ending;
}
