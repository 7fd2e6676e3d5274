/**
 * Which operators have a conversation on their screens, for the others who have. It lives on the bus alone: a relay says
 * whom it has whenever that changes and again every few seconds, and what another one has not said for a while, as
 * when it has died, is forgotten. Whoever comes first on a relay asks the others. Players' doors know nothing of it.
 */
import type { Clock } from '@touchline/shared/clock.ts';
import type { OperatorRef } from '@touchline/shared/conversation.ts';
import type { Bus, BusListener } from '../platform/bus.ts';

/** Three of these unheard, and a relay has nobody. */
const SAID_EVERY_MS = 4_000;
const FORGOTTEN_AFTER_MS = 10_000;
/** A page that reloads, or the next request of an inbox that polls, is no absence. */
const LINGER_MS = 2_000;

type Watcher = { operator: OperatorRef; tell(others: OperatorRef[]): void; told: string | null };
/** Of another relay. */
type Said = { operators: OperatorRef[]; at: number };
type Room = { here: Set<Watcher>; elsewhere: Map<string, Said>; opened: Promise<void>; stop(): void };
/** `asks`: the others are to say whom they have. */
type News = { relay: string; operators: OperatorRef[]; asks: boolean };

export type Viewing = ReturnType<typeof createViewing>;

type Deps = { bus: Pick<Bus, 'lossy' | 'publish' | 'subscribe'>; clock: Clock };

export function createViewing({ bus, clock }: Deps) {
  const relay = crypto.randomUUID();
  const rooms = new Map<string, Room>();
  const lingering = new Set<() => void>();
  let cancel: (() => void) | null = null;

  function enter(conversation: string): Room {
    const room: Room = { here: new Set(), elsewhere: new Map(), opened: Promise.resolve(), stop: () => {} };
    rooms.set(conversation, room);
    const listener = (news: News) => hear(conversation, room, news);
    room.opened = bus.subscribe(channelOf(conversation), listener as unknown as BusListener).then((stop) => {
      if (rooms.get(conversation) !== room) return stop();
      room.stop = stop;
      say(conversation, room, true);
    });
    // Where messages get lost, and relays with them.
    if (bus.lossy) cancel ??= clock.after(SAID_EVERY_MS, sayAgain);
    return room;
  }

  function hear(conversation: string, room: Room, { relay: from, operators, asks }: News): void {
    if (from === relay) return;
    if (operators.length > 0) room.elsewhere.set(from, { operators, at: clock.now() });
    else room.elsewhere.delete(from);
    if (asks) say(conversation, room);
    tellAll(room);
  }

  function say(conversation: string, room: Room, asks = false): void {
    const operators = [...room.here].map(({ operator }) => operator);
    bus.publish(channelOf(conversation), { relay, operators, asks } satisfies News);
  }

  function sayAgain(): void {
    cancel = rooms.size > 0 ? clock.after(SAID_EVERY_MS, sayAgain) : null;
    for (const [conversation, room] of rooms) {
      say(conversation, room);
      for (const [from, { at }] of room.elsewhere) {
        if (clock.now() - at > FORGOTTEN_AFTER_MS) room.elsewhere.delete(from);
      }
      tellAll(room);
    }
  }

  /** Everybody here who does not know it yet. */
  function tellAll({ here, elsewhere }: Room): void {
    const all = new Map<string, OperatorRef>();
    for (const { operators } of elsewhere.values()) for (const one of operators) all.set(one.id, one);
    for (const { operator } of here) all.set(operator.id, operator);
    const sorted = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const watcher of here) {
      const others = sorted.filter(({ id }) => id !== watcher.operator.id);
      const text = JSON.stringify(others);
      if (text === watcher.told) continue;
      watcher.told = text;
      watcher.tell(others);
    }
  }

  function remove(conversation: string, room: Room, watcher: Watcher): void {
    room.here.delete(watcher);
    if (room.here.size === 0) {
      if (rooms.get(conversation) === room) rooms.delete(conversation);
      room.stop();
    }
    say(conversation, room);
    tellAll(room);
  }

  return {
    /** `tell` hears of all other operators at once, and whenever that changes, until the returned function is called. */
    async join(conversation: string, operator: OperatorRef, tell: Watcher['tell']): Promise<() => void> {
      const room = rooms.get(conversation) ?? enter(conversation);
      const watcher: Watcher = { operator, tell, told: null };
      room.here.add(watcher);
      await room.opened.catch((error) => {
        remove(conversation, room, watcher);
        throw error;
      });
      say(conversation, room);
      tellAll(room);
      return () => {
        watcher.tell = () => {};
        const gone = clock.after(LINGER_MS, () => {
          lingering.delete(gone);
          remove(conversation, room, watcher);
        });
        lingering.add(gone);
      };
    },

    /** The others forget what this relay has said. */
    stop(): void {
      cancel?.();
      for (const gone of lingering) gone();
      for (const room of rooms.values()) room.stop();
      rooms.clear();
    },
  };
}

const channelOf = (conversation: string) => `viewing/${conversation}`;
