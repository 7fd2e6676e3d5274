/**
 * What is offered to this operator now. An offer is a row's; it stands here until the row says otherwise or it was
 * answered. Accepting takes the conversation and shows it; "not me" sends it on. Where operators pick and nothing is on
 * offer, whoever is to be served next can be accepted too.
 */
import { computed, createModel, effect, signal, untracked } from '@preact/signals';
import type { Clock } from '@touchline/shared/clock.ts';
import type { DeskRow } from '@touchline/shared/down.ts';
import type { Commands } from '../conversation/commands.ts';
import type { Live } from '../live.ts';
import type { Notice } from '../notice.ts';
import type { Queue } from '../queue/model.ts';
import { t, tOr } from '../words.ts';

const TICK_MS = 1_000;

type Deps = {
  live: Live;
  queue: Queue;
  commands: Commands;
  notice: Notice;
  clock: Clock;
  me: string;
  show(conversation: string): void;
  /** One went by unanswered. */
  lapsed(at: number): void;
};

export const OffersModel = createModel((deps: Deps) => {
  const { live, queue, commands, notice, clock, me } = deps;
  const now = signal(live.now());
  /** Answered here, while the relay has not said so yet. */
  const answered = signal<ReadonlySet<string>>(new Set());
  const mine = computed(() =>
    queue.lists.waiting.value
      .filter((row) => row.offer?.operator === me && !answered.value.has(keyOf(row)))
      .sort((a, b) => (a.offer?.until ?? 0) - (b.offer?.until ?? 0)),
  );
  const picks = (id: string) => live.ready.value?.sites.find((site) => site.id === id)?.picks ?? false;
  /** Not somebody who was sent to the second line, or to one colleague: those are taken knowingly, from the list. */
  const isAnybodys = ({ site, state, offer, wanted }: DeskRow) =>
    picks(site) && !offer && !state.snoozed && !state.team && (!wanted || wanted === me);

  const answer = (row: DeskRow) => {
    answered.value = new Set(answered.value).add(keyOf(row));
  };
  const isBack = (row: DeskRow) => {
    answered.value = new Set([...answered.value].filter((key) => key !== keyOf(row)));
  };

  let standing = new Map<string, DeskRow>();
  effect(() => {
    const rows = new Map(mine.value.map((row) => [keyOf(row), row]));
    untracked(() => {
      for (const [key, { id }] of standing) {
        const isOver = !rows.has(key) && !answered.value.has(key);
        if (isOver && queue.row(id)?.state.status === 'waiting') deps.lapsed(live.now());
      }
    });
    standing = rows;
  });
  effect(() => {
    if (mine.value.length === 0) return;
    let stop = () => {};
    const tick = () => {
      now.value = live.now();
      stop = clock.after(TICK_MS, tick);
    };
    untracked(tick);
    return () => stop();
  });
  // What was answered on a line that broke may never have got there.
  const stopListening = live.listen({
    receive(frame) {
      if (frame.type === 'ready') answered.value = new Set();
    },
  });
  effect(() => stopListening);

  return {
    mine,
    /** Whom one key takes. */
    next: computed(
      () =>
        mine.value[0] ??
        queue.lists.waiting.value.find((row) => isAnybodys(row) && !answered.value.has(keyOf(row))) ??
        null,
    ),
    /** The relay's clock, moving while something is on offer. */
    now,
    accept(row: DeskRow) {
      answer(row);
      deps.show(row.id);
      commands.give({ type: 'take', conversation: row.id }, (refused) => {
        if (!refused) return;
        isBack(row);
        notice.tell(tOr(`refused.${refused}`, t('refused')));
      });
    },
    decline(row: DeskRow) {
      if (live.send({ type: 'decline', conversation: row.id })) answer(row);
      else notice.tell(t('offer.offline'));
    },
  };
});
export type Offers = InstanceType<typeof OffersModel>;

/** The same conversation may be offered, and may wait, again. */
function keyOf({ id, offer, state }: DeskRow): string {
  return `${id} ${offer?.until ?? state.seq}`;
}
