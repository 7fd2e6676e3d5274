/**
 * Picking a reply by `/` at the beginning of the composer: which are shown, which one the keys are on. Picking writes into
 * the draft and never sends; while the list is there Enter picks, and never sends what stands after the slash.
 */
import { computed, createModel, effect, signal } from '@preact/signals';
import type { CannedReply } from '@touchline/shared/replies.ts';
import { fill } from '../conversation/placeholders.ts';
import type { Desk } from '../desk.ts';
import { type Choice, fitting, textFor } from './choose.ts';
import type { ReplyRequests } from './requests.ts';
import { topicIn } from './topic-words.ts';
import { valuesOf } from './values.ts';

export type Offered = { reply: CannedReply; choice: Choice };
type Deps = { desk: Desk; list: ReplyRequests['list']; focus(): void };
type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'preventDefault'>;

export const PickingModel = createModel(({ desk, list, focus }: Deps) => {
  const { draft, mode, row, language, handling } = desk.conversation;
  /** Of one site: those of another are never shown, however late an answer comes. */
  const known = signal<{ site: string; replies: readonly CannedReply[] } | null>(null);
  const failed = signal(false);
  const dismissed = signal(false);
  const at = signal(0);

  const isAsking = computed(() => mode.value === 'reply' && /^\/[^\n]*$/.test(draft.value));
  const typed = computed(() => (isAsking.value ? draft.value.slice(1) : null));
  const site = computed(() => desk.sites.value.find(({ id }) => id === row.value?.site));
  const open = computed(() => typed.value !== null && !dismissed.value && !handling.colleague.value);
  const offered = computed<readonly Offered[] | null>(() => {
    if (!known.value || known.value.site !== site.value?.id) return null;
    const others = [...Object.keys(desk.me.value.languages), ...site.value.languages];
    return fitting(known.value.replies, typed.value ?? '', row.value?.state.topic ?? null).map((reply) => ({
      reply,
      choice: textFor(reply.texts, language.of.value, others),
    }));
  });
  const current = computed(() => offered.value?.[Math.min(at.value, offered.value.length - 1)] ?? null);

  effect(() => {
    if (typed.value === null) dismissed.value = false;
    at.value = 0;
  });
  effect(() => {
    const asked = open.value ? site.value?.id : undefined;
    if (!asked) return;
    failed.value = false;
    list(asked).then(
      (replies) => (known.value = { site: asked, replies }),
      () => (failed.value = known.peek()?.site !== asked),
    );
  });

  function pick({ choice }: Offered): void {
    const values = valuesOf(desk);
    const before = fill(choice.text, values);
    desk.conversation.write(before);
    focus();
    // The words of the player's language come a moment later; by then the author may have changed the text.
    void topicIn(choice.language, row.value?.state.topic ?? null).then((topic) => {
      const text = fill(choice.text, { ...values, topic });
      if (topic && text !== before && draft.peek() === before) desk.conversation.write(text);
    });
  }
  function move(step: number): void {
    const count = offered.value?.length ?? 0;
    if (count > 0) at.value = (Math.min(at.value, count - 1) + step + count) % count;
  }

  return {
    open,
    offered,
    current,
    failed,
    translates: computed(() => site.value?.translates ?? false),
    isEmpty: computed(() => known.value?.replies.length === 0),
    pick,
    point: (offer: Offered) => (at.value = offered.value?.indexOf(offer) ?? 0),
    /** True where the key was meant for the list. */
    press(event: Press): boolean {
      if (!open.value || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
      if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else if (event.key === 'Escape') dismissed.value = true;
      else if (event.key === 'Enter' || (event.key === 'Tab' && current.value)) current.value && pick(current.value);
      else return false;
      event.preventDefault();
      return true;
    },
  };
});
export type Picking = InstanceType<typeof PickingModel>;
