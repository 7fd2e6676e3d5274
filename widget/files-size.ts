import type { Translate } from '@touchline/shared/words.ts';

/** The length of a file in whole units, as people say it. */
export function sizeOf(bytes: number, t: Translate): string {
  const kilobytes = Math.max(1, Math.round(bytes / 1024));
  return kilobytes < 1000
    ? t('files.kb', { size: kilobytes })
    : t('files.mb', { size: Math.max(1, Math.round(kilobytes / 1024)) });
}
