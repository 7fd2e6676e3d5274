/**
 * Resolving and putting aside can be undone for a few seconds: the relay is told only then, so that no player is asked how
 * it went by mistake. Until it has been told the command is kept on this device: a page that is closed or reloaded in
 * between loses nothing. A player who writes meanwhile calls it off.
 */
import { createModel, effect, signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import type { Command, Commands } from '../conversation/commands.ts';
import type { Live } from '../live.ts';
import type { Notice } from '../notice.ts';
import type { Queue } from '../queue/model.ts';
import type { Store } from '../storage.ts';
import { t, tOr } from '../words.ts';

export const UNDO_MS = 5_000;
const KEY = 'postponed.';

export type Postponable = Extract<Command, { type: 'resolve' | 'snooze' }>;
type Entry = {
  command: Postponable;
  /** By this device's clock. */
  dueAt: number;
  /** When the last message was written that its operator had before them, by the relay's clock. */
  saidAt: number;
};

type Deps = {
  live: Pick<Live, 'ready'>;
  queue: Pick<Queue, 'leaving' | 'onArrival'>;
  /** When the newest message of a conversation was written that has been shown here. */
  saidAt(conversation: string): number;
  commands: Pick<Commands, 'give'>;
  notice: Notice;
  clock: Clock;
  store: Store;
};

export const PostponedModel = createModel(({ live, queue, commands, notice, clock, store, saidAt }: Deps) => {
  const entries = new Map<string, Entry>(read(store).map((entry) => [entry.command.conversation, entry]));
  const timers = new Map<string, () => void>();
  /** Conversations whose command is still to go, newest last. */
  const waiting = signal<readonly string[]>([]);

  const changed = () => {
    waiting.value = [...entries.keys()].filter((id) => timers.has(id));
    queue.leaving.value = new Set(entries.keys());
  };
  const stopTimer = (id: string) => {
    timers.get(id)?.();
    timers.delete(id);
  };
  const drop = (id: string) => {
    stopTimer(id);
    entries.delete(id);
    store.remove(KEY + id);
    changed();
  };
  const tell = (id: string) => {
    const entry = entries.get(id);
    stopTimer(id);
    changed();
    // Another tab of this operator may have undone it.
    if (!entry || store.get(KEY + id) === null) return drop(id);
    commands.give(entry.command, (refused) => {
      drop(id);
      if (refused) notice.tell(tOr(`refused.${refused}`, t('refused')));
    });
  };
  const schedule = (id: string, ms: number) => {
    stopTimer(id);
    timers.set(
      id,
      clock.after(ms, () => tell(id)),
    );
  };
  const undo = (id = waiting.peek().at(-1)) => {
    if (id === undefined || !timers.has(id)) return false;
    drop(id);
    notice.hush();
    return true;
  };
  const callOff = (row: DeskRow) => {
    const entry = entries.get(row.id);
    const said = row.lastMessage;
    if (!entry || !timers.has(row.id) || said?.author.kind !== 'player' || said.at <= entry.saidAt) return;
    drop(row.id);
    notice.tell(t(`undo.${entry.command.type}.player`));
  };

  const stopHearing = queue.onArrival(callOff);
  const leave = () => {
    for (const id of [...timers.keys()]) tell(id);
  };
  globalThis.addEventListener?.('pagehide', leave);
  effect(() => {
    // Left over by a page that was closed; the lists are asked for now, and may call it off.
    if (!live.ready.value) return;
    for (const [id, { dueAt }] of entries) if (!timers.has(id)) schedule(id, Math.max(dueAt - clock.now(), 1_000));
    changed();
  });
  effect(() => () => {
    stopHearing();
    globalThis.removeEventListener?.('pagehide', leave);
    for (const stop of timers.values()) stop();
  });

  return {
    waiting,
    give(command: Postponable) {
      const id = command.conversation;
      const entry: Entry = { command, saidAt: saidAt(id), dueAt: clock.now() + UNDO_MS };
      entries.delete(id);
      entries.set(id, entry);
      store.set(KEY + id, JSON.stringify(entry));
      schedule(id, UNDO_MS);
      changed();
      notice.tell(t(`undo.${command.type}`), { label: t('undo'), act: () => undo(id), ms: UNDO_MS });
    },
    undo,
    /** Now, all of it: before signing out. */
    leave,
    purge() {
      for (const key of keysIn(store)) store.remove(key);
    },
  };
});
export type Postponed = InstanceType<typeof PostponedModel>;

const keysIn = (store: Store) => store.keys().filter((key) => key.startsWith(KEY));

function read(store: Store): Entry[] {
  return keysIn(store).flatMap((key) => {
    try {
      const entry = JSON.parse(store.get(key) ?? 'null');
      return entry?.command?.conversation ? [entry as Entry] : [];
    } catch {
      return [];
    }
  });
}
