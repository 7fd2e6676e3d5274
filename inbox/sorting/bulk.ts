/**
 * The same for many conversations: chosen in a list, then one command each, a few at a time, because a relay slows down
 * whoever sends hundreds at once. What was refused is kept by conversation, so that it can be said why.
 */
import { computed, createModel, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import { ERRORS } from '@touchline/shared/wire.ts';
import type { Command, Commands } from '../conversation/commands.ts';
import type { Queue } from '../queue/model.ts';
import { isDanger } from '../queue/waiting-order.ts';

const AT_A_TIME = 20;
const AGAIN_MS = 1_000;

export type Work = 'spam' | 'resolve' | 'take' | 'tag' | 'prioritise' | 'snooze' | 'transfer';
export type Progress = { work: Work; of: number; done: number; refused: readonly { id: string; kind: string }[] };
type Deps = {
  queue: Pick<Queue, 'lists' | 'shown' | 'view'>;
  commands: Pick<Commands, 'give'>;
  clock: Clock;
};

export const BulkModel = createModel(({ queue, commands, clock }: Deps) => {
  /** The list in which boxes stand before the rows. */
  const choosingIn = signal<string | null>(null);
  const chosen = signal<ReadonlySet<string>>(new Set());
  const asked = signal(false);
  const progress = signal<Progress | null>(null);
  /** From where a range goes. */
  let last: string | null = null;

  const choosing = computed(() => choosingIn.value === queue.view.value);
  /** Those of the chosen that are still in the list. */
  const selected = computed(() =>
    choosing.value
      ? queue.lists[queue.view.value].value.filter((row) => chosen.value.has(row.id)).map((row) => row.id)
      : [],
  );
  /** Of the list as it is filtered now. Somebody in danger is never chosen along with others, only by hand. */
  const shown = computed(() => queue.shown.value.filter((row) => !isDanger(row.state)).map((row) => row.id));
  const finished = computed(() => progress.value !== null && isOver(progress.value));

  const begin = () => {
    if (choosing.peek()) return;
    choosingIn.value = queue.view.peek();
    chosen.value = new Set();
    last = null;
  };
  const anew = () => {
    begin();
    if (finished.peek()) progress.value = null;
  };
  const choose = (ids: Iterable<string>) => {
    chosen.value = new Set([...chosen.value, ...ids]);
  };

  /** One command for each; `commandOf` null leaves one out. */
  const carryOut = (work: Work, ids: readonly string[], commandOf: (id: string) => Command) => {
    const left = [...ids];
    let now: Progress = { work, of: ids.length, done: 0, refused: [] };
    progress.value = now;
    const settle = (id: string, refused: string | null) => {
      now = refused ? { ...now, refused: [...now.refused, { id, kind: refused }] } : { ...now, done: now.done + 1 };
      progress.value = now;
      next();
    };
    const next = () => {
      const id = left.shift();
      if (id !== undefined) send(id);
    };
    const send = (id: string) => {
      commands.give(commandOf(id), (refused, retryAfterMs) => {
        if (refused && isRetryable(refused)) clock.after(retryAfterMs ?? AGAIN_MS, () => send(id));
        else settle(id, refused);
      });
    };
    for (let at = 0; at < AT_A_TIME; at++) next();
  };

  return {
    choosing,
    chosen,
    selected,
    shown,
    asked,
    progress,
    finished,
    begin,
    stop() {
      choosingIn.value = null;
      asked.value = false;
      chosen.value = new Set();
      if (finished.value) progress.value = null;
    },
    toggle(id: string) {
      anew();
      const next = new Set(chosen.value);
      if (!next.delete(id)) next.add(id);
      chosen.value = next;
      last = id;
    },
    /** From the one chosen last to this one, as the list stands. */
    chooseTo(id: string) {
      anew();
      const list = queue.shown.peek().map((row) => row.id);
      const [from, to] = [list.indexOf(last ?? id), list.indexOf(id)].sort((a, b) => a - b) as [number, number];
      const safe = new Set([...shown.peek(), id]);
      choose(list.slice(Math.max(from, 0), to + 1).filter((each) => safe.has(each)));
      last = id;
    },
    chooseShown() {
      anew();
      choose(shown.value);
    },
    /** The chosen are chosen no more. */
    carryOut(work: Work, commandOf: (id: string) => Command) {
      asked.value = false;
      const ids = selected.value;
      chosen.value = new Set();
      if (ids.length > 0) carryOut(work, ids, commandOf);
    },
    askSpam() {
      asked.value = selected.value.length > 0;
    },
    keep: () => {
      asked.value = false;
    },
  };
});
export type Bulk = InstanceType<typeof BulkModel>;

function isOver({ of, done, refused }: Progress): boolean {
  return done + refused.length === of;
}

function isRetryable(kind: string): boolean {
  return kind in ERRORS && ERRORS[kind as keyof typeof ERRORS].retryable;
}
