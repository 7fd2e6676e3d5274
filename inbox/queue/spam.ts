/**
 * Closing many of the waiting as spam: chosen, asked about once, then sent a few at a time, because a relay slows down
 * whoever sends hundreds at once. What could not be closed is counted and said.
 */
import { computed, createModel, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import { ERRORS } from '@touchline/shared/wire.ts';
import type { Commands } from '../conversation/commands.ts';
import type { Queue } from './model.ts';
import { isDanger } from './waiting-order.ts';

const AT_A_TIME = 20;
const AGAIN_MS = 1_000;

export type Progress = { of: number; closed: number; failed: number };
type Deps = { queue: Pick<Queue, 'lists' | 'shown' | 'view'>; commands: Pick<Commands, 'give'>; clock: Clock };

export const SpamModel = createModel(({ queue, commands, clock }: Deps) => {
  const choosing = signal(false);
  const chosen = signal<ReadonlySet<string>>(new Set());
  const asked = signal(false);
  const progress = signal<Progress | null>(null);

  /** Those of the chosen that still wait. */
  const selected = computed(() =>
    choosing.value ? queue.lists.waiting.value.filter((row) => chosen.value.has(row.id)).map((row) => row.id) : [],
  );
  /** Of the list as it is filtered now. Somebody in danger is never chosen along with others, only by hand. */
  const shown = computed(() => queue.shown.value.filter((row) => !isDanger(row.state)).map((row) => row.id));
  const finished = computed(() => progress.value !== null && isOver(progress.value));

  const close = (ids: readonly string[]) => {
    const left = [...ids];
    progress.value = { of: ids.length, closed: 0, failed: 0 };
    const count = (what: 'closed' | 'failed') => {
      const soFar = progress.value ?? { of: ids.length, closed: 0, failed: 0 };
      progress.value = { ...soFar, [what]: soFar[what] + 1 };
      next();
    };
    const next = () => {
      const conversation = left.shift();
      if (conversation !== undefined) send(conversation);
    };
    const send = (conversation: string) => {
      commands.give({ type: 'resolve', conversation, as: 'spam' }, (refused, retryAfterMs) => {
        if (!refused) count('closed');
        else if (isRetryable(refused)) clock.after(retryAfterMs ?? AGAIN_MS, () => send(conversation));
        else count('failed');
      });
    };
    for (let at = 0; at < AT_A_TIME; at++) next();
  };

  return {
    /** Boxes stand before the waiting. */
    choosing: computed(() => choosing.value && queue.view.value === 'waiting'),
    chosen,
    selected,
    asked,
    progress,
    finished,
    begin() {
      choosing.value = true;
      progress.value = null;
      chosen.value = new Set();
    },
    stop() {
      choosing.value = asked.value = false;
      chosen.value = new Set();
      if (finished.value) progress.value = null;
    },
    toggle(id: string) {
      choosing.value = true;
      if (finished.value) progress.value = null;
      const next = new Set(chosen.value);
      if (!next.delete(id)) next.add(id);
      chosen.value = next;
    },
    shown,
    chooseShown() {
      chosen.value = new Set([...chosen.value, ...shown.value]);
    },
    ask() {
      asked.value = selected.value.length > 0;
    },
    keep: () => {
      asked.value = false;
    },
    closeAll() {
      asked.value = false;
      const ids = selected.value;
      chosen.value = new Set();
      if (ids.length > 0) close(ids);
    },
  };
});
export type Spam = InstanceType<typeof SpamModel>;

function isOver({ of, closed, failed }: Progress): boolean {
  return closed + failed === of;
}

function isRetryable(kind: string): boolean {
  return kind in ERRORS && ERRORS[kind as keyof typeof ERRORS].retryable;
}
