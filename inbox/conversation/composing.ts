/**
 * The reply being written: its text, which stays with its conversation, and what its author has had on the screen.
 * A reply that would be blind (contract A10) is held: the text stays, the newer message is marked, and sending once
 * more sends.
 */
import { signal } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { Event } from '@touchline/shared/conversation.ts';
import { judgeText } from '@touchline/shared/text.ts';
import { look, NOTHING_SEEN, newestOfOthers, type Sight, unseen } from './blind.ts';
import type { Drafts } from './drafts.ts';

/** Whose newer message holds the reply. */
export type Held = 'player' | 'colleague' | null;
/** `changed`: a draft has come into being or is gone; not called for every letter. */
type Deps = { clock: Clock; drafts: Drafts; me: string; changed(): void };
export type Composing = ReturnType<typeof createComposing>;

export function createComposing({ clock, drafts, me, changed }: Deps) {
  const draft = signal('');
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

  return {
    draft,
    held,
    markAfter,
    show(next: string | null) {
      conversation = next;
      letGo();
      draft.value = next ? drafts.get(next) : '';
      setSight({ begunAt: draft.peek() ? clock.now() : null });
    },
    write(text: string) {
      if (!conversation) return;
      const turned = !draft.peek().trim() !== !text.trim();
      draft.value = text;
      drafts.set(conversation, text);
      if (!text.trim()) letGo();
      if (!turned) return;
      setSight({ begunAt: text.trim() ? clock.now() : null });
      changed();
    },
    /** The newest of these stand on the screen of somebody who looks. */
    looked(events: readonly Event[], upTo: number) {
      if (!conversation) return;
      sights.set(conversation, look(sight(), events, me, upTo, clock.now()));
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
    held.value = newestOfOthers(events, me)?.author.kind === 'operator' ? 'colleague' : 'player';
    markAfter.value = after;
  }
}

/** What is wrong with a text, as a kind of error; an empty one is not wrong yet. */
export function problemOf(draft: string): string | null {
  const text = draft.trim();
  const judged = text ? judgeText(text) : null;
  return judged && 'error' in judged ? judged.error : null;
}
