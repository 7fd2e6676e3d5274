/**
 * Sorting conversations: tags, priority, putting aside, for the one that is open or for all that are chosen. Which of the
 * small dialogs stands open, and for which conversations.
 */
import { computed, createModel, signal } from '@preact/signals';
import type { Priority } from '@touchline/shared/conversation.ts';
import type { Command, Commands } from '../conversation/commands.ts';
import type { Notice } from '../notice.ts';
import type { Queue } from '../queue/model.ts';
import { t, tOr } from '../words.ts';
import type { Bulk, Work } from './bulk.ts';
import type { Postponed } from './postponed.ts';

export type Sorted = 'tag' | 'prioritise' | 'snooze';
type Deps = { queue: Queue; commands: Commands; bulk: Bulk; postponed: Postponed; notice: Notice };

export const SortingModel = createModel(({ queue, commands, bulk, postponed, notice }: Deps) => {
  const open = signal<{ what: Sorted; ids: readonly string[] } | null>(null);
  /** One that was chosen alone is done by hand, and can be undone like that. */
  const many = () => (open.value?.ids.length ?? 0) > 1;

  const give = (work: Work, commandOf: (conversation: string) => Command) => {
    const { ids = [] } = open.value ?? {};
    if (many()) {
      bulk.carryOut(work, commandOf);
      open.value = null;
    } else for (const id of ids) one(commandOf(id));
  };
  const one = (command: Command) =>
    commands.give(command, (refused) => {
      if (refused) notice.tell(tOr(`refused.${refused}`, t('refused')));
    });

  return {
    open,
    /** Of those that it is about, as they are now. */
    rows: computed(() => {
      void queue.version.value;
      return (open.value?.ids ?? []).flatMap((id) => queue.row(id) ?? []);
    }),
    ask(what: Sorted, ids: readonly string[]) {
      if (ids.length > 0) open.value = { what, ids };
    },
    close: () => {
      open.value = null;
    },
    tag: (add: string[], remove: string[]) =>
      give('tag', (conversation) => ({
        ...{ type: 'tag', conversation },
        ...(add.length > 0 && { add }),
        ...(remove.length > 0 && { remove }),
      })),
    prioritise(priority: Priority) {
      give('prioritise', (conversation) => ({ type: 'prioritise', conversation, priority }));
      open.value = null;
    },
    /** Null: until the player writes. */
    snooze(until: number | null) {
      const { ids = [] } = open.value ?? {};
      const [id] = ids;
      if (many()) bulk.carryOut('snooze', (conversation) => ({ type: 'snooze', conversation, until }));
      else if (id) postponed.give({ type: 'snooze', conversation: id, until });
      open.value = null;
    },
    wake: (conversation: string) => one({ type: 'wake', conversation }),
  };
});
export type Sorting = InstanceType<typeof SortingModel>;
