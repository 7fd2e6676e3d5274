/** Who has the conversation, and moving it: take, take over (asked first), release, resolve. */
import { computed, createModel, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Conversation, OperatorRef } from '@touchline/shared/conversation.ts';
import type { Live } from '../live.ts';
import { t, tOr } from '../words.ts';
import { type CommandKind, createCommands } from './commands.ts';
import { permitted } from './permitted.ts';

const NOTICE_MS = 6_000;

type Deps = {
  id: ReadonlySignal<string | null>;
  state: ReadonlySignal<Conversation>;
  live: Live;
  clock: Clock;
  me: OperatorRef;
};

export const HandlingModel = createModel(({ id, state, live, clock, me }: Deps) => {
  /** The colleague whom taking it would take it from: asked about first. */
  const takingFrom = signal<OperatorRef | null>(null);
  const notice = signal<string | null>(null);
  const underway = signal(0);
  let hush = () => {};
  const tell = (text: string) => {
    notice.value = text;
    hush();
    hush = clock.after(NOTICE_MS, () => {
      notice.value = null;
    });
  };
  const commands = createCommands({
    clock,
    send: live.send,
    changed: () => void underway.value++,
    refused: ({ kind }) => tell(tOr(`refused.${kind}`, t('refused'))),
  });
  const give = (command: CommandKind, over?: string) => {
    if (id.value) commands.give(command, id.value, over);
  };
  const colleague = computed(() => {
    const { status, assignee } = state.value;
    return status === 'open' && assignee && assignee.id !== me.id ? assignee : null;
  });

  return {
    takingFrom,
    notice,
    /** Another operator who is answering; null when nobody or we are. */
    colleague,
    can: computed(() => permitted(state.value, me.id)),
    busy: computed(() => {
      void underway.value;
      return id.value ? commands.busy(id.value) : null;
    }),
    receive: commands.receive,
    take() {
      if (colleague.value) takingFrom.value = colleague.value;
      else give('take');
    },
    takeOver() {
      if (takingFrom.value) give('take', takingFrom.value.id);
      takingFrom.value = null;
    },
    keepAway: () => {
      takingFrom.value = null;
    },
    release: () => give('release'),
    resolve: () => give('resolve'),
  };
});
