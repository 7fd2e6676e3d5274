import { sizeOf as sizeIn } from '@touchline/shared/file-size.ts';
import type { Translate } from '@touchline/shared/words.ts';

/** How large a file is in whole units, as people say it. */
export function sizeOf(bytes: number, t: Translate): string {
  const [size, unit] = sizeIn(bytes);
  return t(`files.${unit}`, { size: Math.round(size) });
}
