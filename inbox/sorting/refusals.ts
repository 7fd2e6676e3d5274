/** Why it did not work for some of many, in words: a colleague has it, it is not ours to put aside, or it just failed. */
import type { Desk } from '../desk.ts';
import { t } from '../page-words.ts';
import type { Progress } from './bulk.ts';

export function refusalsOf(desk: Desk, { work, refused }: Pick<Progress, 'work' | 'refused'>): string[] {
  // The row that says who has it may come after the refusal.
  void desk.queue.version.value;
  const me = desk.me.value.id;
  const taken = new Map<string, number>();
  let notYours = 0;
  let failed = 0;
  for (const { id, kind } of refused) {
    const state = desk.queue.row(id)?.state;
    const holder = state?.status === 'open' && state.assignee && state.assignee.id !== me ? state.assignee.name : null;
    if (kind === 'conflict' && holder) taken.set(holder, (taken.get(holder) ?? 0) + 1);
    else if (kind === 'conflict' && work === 'snooze') notYours++;
    else failed++;
  }
  return [
    ...[...taken].map(([name, count]) => t('bulk.taken', { count, name })),
    ...(notYours > 0 ? [t('bulk.notYours', { count: notYours })] : []),
    ...(failed > 0 ? [t('bulk.failed', { count: failed })] : []),
  ];
}
