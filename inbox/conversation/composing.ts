/**
 * What is being written: a reply, or a note for colleagues, each with a text of its own that stays with its conversation;
 * what the reply refers to; and what its author has had on the screen. Whoever comes to a conversation comes to its
 * reply, so that nobody goes on in a mode they have forgotten. A reply that would be blind (contract A10) is held: the
 * text stays, the newer message is marked, and sending once more sends.
 */
import { signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import { judgeText } from '@touchline/shared/text.ts';
import type { Store } from '../storage.ts';
import { type About, readAbout, writeAbout } from './about.ts';
import { look, NOTHING_SEEN, newestOfOthers, type Sight, unseen } from './blind.ts';
import { type Drafts, keepDrafts } from './drafts.ts';

export type Mode = 'reply' | 'note';
/** What holds the reply: whose newer message, or that a colleague has resolved the conversation. */
export type Held = 'player' | 'colleague' | 'resolved' | null;
/** `changed`: a draft has come into being or is gone; not called for every letter. */
type Deps = { clock: Clock; store: Store; me: string; changed(): void };
export type Composing = ReturnType<typeof createComposing>;

export function createComposing({ clock, store, me, changed }: Deps) {
  const drafts: Record<Mode, Drafts> = { reply: keepDrafts(store), note: keepDrafts(store, 'private') };
  const asides = keepDrafts(store, 'aside');
  const abouts = keepDrafts(store, 'about');
  const mode = signal<Mode>('reply');
  const draft = signal('');
  const about = signal<About | null>(null);
  const held = signal<Held>(null);
  /** Messages of others after this seq are marked. */
  const markAfter = signal<number | null>(null);
  const sights = new Map<string, Sight>();
  let conversation: string | null = null;
  /** The relay knows of a newer message that has not come here yet: when it comes it has been announced. */
  let announced = false;

  const sight = () => sights.get(conversation ?? '') ?? NOTHING_SEEN;
  const setSight = (change: Partial<Sight>) => {
    if (conversation) sights.set(conversation, { ...sight(), ...change });
  };
  const letGo = () => {
    announced = false;
    held.value = markAfter.value = null;
  };
  const turn = (next: Mode) => {
    mode.value = next;
    draft.value = conversation ? drafts[next].get(conversation) : '';
  };
  const refer = (next: About | null) => {
    about.value = next;
    if (conversation) abouts.set(conversation, next ? writeAbout(next) : '');
  };
  const write = (text: string) => {
    if (!conversation) return;
    const turned = !draft.peek().trim() !== !text.trim();
    draft.value = text;
    drafts[mode.peek()].set(conversation, text);
    if (mode.peek() === 'reply' && !text.trim()) letGo();
    if (!turned) return;
    if (mode.peek() === 'reply') setSight({ begunAt: text.trim() ? clock.now() : null });
    changed();
  };
  /** What a reply referred to is over: what a correction had put aside is written on. */
  const unrefer = () => {
    if (!conversation || !about.peek()) return;
    const aside = about.peek()?.kind === 'correct' ? asides.get(conversation) : null;
    asides.set(conversation, '');
    refer(null);
    if (aside === null) return;
    if (mode.peek() === 'note') turn('reply');
    write(aside);
  };

  return {
    mode,
    draft,
    about,
    held,
    markAfter,
    show(next: string | null) {
      conversation = next;
      letGo();
      turn('reply');
      about.value = next ? readAbout(abouts.get(next)) : null;
      setSight({ begunAt: draft.peek() ? clock.now() : null });
    },
    turn,
    write,
    /** The reply answers this message. */
    quote(seq: number) {
      unrefer();
      turn('reply');
      refer({ kind: 'quote', seq });
    },
    /** What is sent next puts this own message right; a reply begun waits until that is done. */
    correct(seq: number, text: string) {
      unrefer();
      turn('reply');
      if (conversation) asides.set(conversation, draft.peek());
      refer({ kind: 'correct', seq });
      write(text);
    },
    unrefer,
    /** Taken: the composer is empty, or has what a correction had put aside. */
    sent() {
      write('');
      if (mode.peek() === 'reply') unrefer();
    },
    /** Back from its way, before whatever is being written by now. */
    takeBack(text: string, referred: About | null) {
      turn('reply');
      if (referred && !about.peek()) {
        if (referred.kind === 'correct' && conversation) {
          asides.set(conversation, draft.peek());
          refer(referred);
          return write(text);
        }
        refer(referred);
      }
      write([text, draft.peek()].filter((part) => part.trim()).join('\n'));
    },
    /** Conversations with something begun. */
    begun: () => [...new Set([...drafts.reply.all(), ...drafts.note.all()])],
    purge() {
      for (const kept of [drafts.reply, drafts.note, asides, abouts]) kept.purge();
    },
    /** The newest of these stand on the screen of somebody who looks. */
    looked(events: readonly Event[], upTo: number) {
      if (!conversation) return;
      sights.set(conversation, look(sight(), events, me, upTo, clock.now()));
      // The refusal may be quicker than what it is about.
      if (announced) held.value = reasonToHold(events, markAfter.peek() ?? 0, me);
      const newest = newestOfOthers(events, me)?.seq ?? 0;
      if (!announced || newest <= (markAfter.peek() ?? 0)) return;
      announced = false;
      setSight({ shown: newest });
    },
    /** True, and the reply is held, where its author has not seen what it would answer. */
    isBlind(events: readonly Event[]): boolean {
      const newer = unseen(events, me, sight(), clock.now());
      if (!newer) return false;
      hold(events, Math.min(sight().seen, newer.seq - 1));
      setSight({ shown: newer.seq });
      return true;
    },
    /** The relay refused: somebody wrote after seq `after`. */
    refused(events: readonly Event[], after: number) {
      hold(events, after);
      announced = true;
    },
  };

  function hold(events: readonly Event[], after: number) {
    held.value = reasonToHold(events, after, me);
    markAfter.value = after;
  }
}

function reasonToHold(events: readonly Event[], after: number, me: string): Held {
  const newest = newestOfOthers(events, me);
  const resolved = events.findLast(({ type }) => type === 'resolved')?.seq ?? 0;
  if (resolved > Math.max(after, newest?.seq ?? 0)) return 'resolved';
  return newest?.author.kind === 'operator' ? 'colleague' : 'player';
}

/** What is wrong with a text, as a kind of error; an empty one is not wrong yet. */
export function problemOf(draft: string): string | null {
  const text = draft.trim();
  const judged = text ? judgeText(text) : null;
  return judged && 'error' in judged ? judged.error : null;
}
