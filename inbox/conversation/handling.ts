/** Who has the conversation, and moving it: take, take over (asked first), release. Resolving can be undone, and stands in sorting/postponed.ts. */
import { computed, createModel, type ReadonlySignal, signal } from '@preact/signals';
import type { Conversation, OperatorRef } from '@touchline/shared/conversation.ts';
import type { Notice } from '../notice.ts';
import { t, tOr } from '../words.ts';
import type { Command, Commands } from './commands.ts';
import { permitted } from './permitted.ts';

type Deps = {
  id: ReadonlySignal<string | null>;
  state: ReadonlySignal<Conversation>;
  commands: Commands;
  notice: Notice;
  me: OperatorRef;
};

export const HandlingModel = createModel(({ id, state, commands, notice, me }: Deps) => {
  const busy = computed(() => {
    void commands.version.value;
    return id.value ? commands.busy(id.value) : null;
  });
  /** The colleague whom taking it would take it from: asked about first. */
  const takingFrom = signal<OperatorRef | null>(null);
  const give = (commandOn: (conversation: string) => Command) => {
    if (!id.value) return;
    commands.give(commandOn(id.value), (refused) => {
      if (refused) notice.tell(tOr(`refused.${refused}`, t('refused')));
    });
  };
  const colleague = computed(() => {
    const { status, assignee } = state.value;
    return status === 'open' && assignee && assignee.id !== me.id ? assignee : null;
  });

  return {
    /** A command on the conversation that is shown; a refusal is told. */
    give,
    takingFrom,
    /** Another operator who is answering; null when nobody or we are. */
    colleague,
    can: computed(() => permitted(state.value, me.id)),
    busy,
    take() {
      if (colleague.value) takingFrom.value = colleague.value;
      else give((conversation) => ({ type: 'take', conversation }));
    },
    takeOver() {
      const from = takingFrom.value;
      if (from) give((conversation) => ({ type: 'take', conversation, over: from.id }));
      takingFrom.value = null;
    },
    keepAway: () => {
      takingFrom.value = null;
    },
    release: () => give((conversation) => ({ type: 'release', conversation })),
  };
});
