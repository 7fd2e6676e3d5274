import type { DeskRow } from '@touchline/shared/down.ts';

/** A block ends by itself, and no frame says so. */
export function blockOf({ block }: Pick<DeskRow['contact'], 'block'>, now: number) {
  return block && (block.until === null || block.until > now) ? block : null;
}
