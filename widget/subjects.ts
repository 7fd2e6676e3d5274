/**
 * What the next text is about, and what else the page says it may be about.
 *
 *     attach(subject) ──▶ chosen ──sent with the next text, or taken away──▶ nothing
 *     subjects(list)  ──▶ a list to choose from ──chosen──▶ …
 *
 * Each may be given itself or as a function that makes it, also later: a token lives for minutes, and one that is about
 * to run out is made anew as long as it stands here. Nothing that the page does wrong is thrown, here or there.
 */
import type { Pending } from '@touchline/shared/client/outbox.ts';
import type { Client } from './client.ts';
import { type Choice, readSubject } from './said-subject.ts';

export type Subjects = ReturnType<typeof createSubjects>;

/** So long before a token runs out another is asked for. */
const RENEW_BEFORE_MS = 60_000;
const LISTED_MAX = 100;

export function createSubjects({ clock, player, said }: Client, changed: () => void) {
  let chosen: Choice | undefined;
  let list: readonly Choice[] = [];
  let state: 'ready' | 'loading' | 'failed' = 'ready';
  let asked = 0;
  let cancel = () => {};

  const subjects = {
    get chosen() {
      return chosen;
    },
    get list() {
      return list;
    },
    get state() {
      return state;
    },
    /** Whether there is, or may be, something to choose from. */
    get hasList() {
      return typeof said.subjects === 'function' || list.length > 0;
    },

    hear(name: string, given: unknown) {
      if (name === 'attach') attach(given);
      else if (name === 'subjects') subjects.read();
    },

    /** The page's list as it is now. */
    read() {
      const turn = ++asked;
      state = 'loading';
      changed();
      made(said.subjects).then(
        (given) => {
          if (turn === asked) listed(given);
        },
        (error) => {
          console.error('Touchline: subjects: your function failed.', error);
          if (turn === asked) state = 'failed';
          changed();
        },
      );
    },

    choose(choice: Choice) {
      keep(choice, async () => {
        const fresh = readList(await made(said.subjects));
        return fresh.find((one) => isSame(one, choice));
      });
    },

    drop() {
      cancel();
      chosen = undefined;
      changed();
    },

    /** For a text that is made now. */
    take(): Partial<Pending> | undefined {
      if (!chosen) return;
      const { about, token, until } = chosen;
      subjects.drop();
      return { about, ...(token && { aboutToken: token, aboutUntil: until }) };
    },
  };
  if (said.attach) attach(said.attach);
  if (Array.isArray(said.subjects)) subjects.read();
  return subjects;

  function attach(given: unknown) {
    if (given === null || given === undefined) return subjects.drop();
    const read = async () => readSubject(await made(given), 'attach');
    read().then(
      (choice) => choice && keep(choice, typeof given === 'function' ? read : undefined),
      (error) => console.error('Touchline: attach: your function failed.', error),
    );
  }

  function keep(choice: Choice, renew?: () => Promise<Choice | undefined>) {
    cancel();
    chosen = choice;
    if (choice.until && renew) {
      const left = choice.until - (clock.now() + player.skewMs) - RENEW_BEFORE_MS;
      // Not more often than now and then, whatever the page's tokens say.
      cancel = clock.after(Math.max(left, RENEW_BEFORE_MS / 2), () =>
        renew().then((fresh) => fresh && chosen === choice && keep(fresh, renew), String),
      );
    }
    changed();
  }

  function listed(given: unknown) {
    list = readList(given);
    state = 'ready';
    changed();
  }
}

/** Given itself, or made by a function of the page's. */
async function made(given: unknown): Promise<unknown> {
  return typeof given === 'function' ? given() : given;
}

function readList(given: unknown): Choice[] {
  if (given === null || given === undefined) return [];
  if (!Array.isArray(given)) {
    console.error('Touchline: subjects: give a list, or a function that returns one.');
    return [];
  }
  if (given.length > LISTED_MAX) console.error(`Touchline: subjects: only the first ${LISTED_MAX} are shown.`);
  return given.slice(0, LISTED_MAX).flatMap((one) => readSubject(one, 'subjects') ?? []);
}

function isSame({ about: one }: Choice, { about: other }: Choice): boolean {
  return one.kind === other.kind && one.id === other.id;
}
