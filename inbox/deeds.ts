/** What can be done at the desk now, and doing it: for the keys, and for the command menu, which lists what is possible. */
import type { RefObject } from 'preact';
import { copyReference } from './conversation/copy-reference.ts';
import type { Permitted } from './conversation/permitted.ts';
import type { Desk } from './desk.ts';
import type { Command } from './keyboard.ts';
import { go } from './router.ts';

export type Fields = { filter: RefObject<HTMLInputElement | null>; composer: RefObject<HTMLTextAreaElement | null> };
/**
 * `can` is read before `act`, and by the menu. `many`: what is chosen in the list, which keys and the menu are about when
 * there is any; null is the conversation that is open.
 */
type Deed = {
  can(desk: Desk, many?: Many): boolean;
  act(desk: Desk, fields: Fields, many?: Many): void;
};
type Many = readonly string[] | null;

export const chosenIn = ({ bulk }: Desk): Many => (bulk.selected.value.length > 0 ? bulk.selected.value : null);

const always = () => true;
const isOpen = ({ conversation }: Desk) => conversation.id.value !== null;
const idsOf = ({ conversation }: Desk, many: Many = null): readonly string[] =>
  many ?? [conversation.id.value].filter((id) => id !== null);
/** Of the open one, which has no command still to go that can be undone. */
const can =
  (what: keyof Permitted) =>
  ({ conversation, queue }: Desk) => {
    const id = conversation.id.value;
    return id !== null && !queue.leaving.value.has(id) && conversation.handling.can.value[what];
  };
const list = (view: Parameters<Desk['queue']['here']>[0]): Deed => ({
  can: always,
  act: ({ queue }) => go(queue.here(view)),
});
/** At once, because the next key is meant for it; where the field comes with what was just done, as soon as it is there. */
const focus = (field: () => HTMLElement | null) => {
  const there = field();
  if (there) there.focus();
  else requestAnimationFrame(() => field()?.focus());
};

export const DEEDS: Record<Command, Deed> = {
  next: { can: always, act: (desk) => step(desk, 1) },
  previous: { can: always, act: (desk) => step(desk, -1) },
  open: { can: (desk) => isOpen(desk), act: (_, { composer }) => composer.current?.focus() },
  filter: { can: always, act: (_, { filter }) => filter.current?.focus() },
  narrow: { can: always, act: ({ queue }) => (queue.narrowShown.value = true) },
  choose: { can: ({ queue }) => queue.shown.value.length > 0, act: choose },
  chooseAll: { can: ({ queue }) => queue.shown.value.length > 0, act: ({ bulk }) => bulk.chooseShown() },
  accept: {
    can: ({ offers }) => offers.next.value !== null,
    act(desk) {
      const next = desk.offers.next.value;
      if (!next) return;
      desk.toAnswer.value = next.id;
      desk.offers.accept(next);
    },
  },
  decline: {
    can: ({ offers }) => offers.mine.value.length > 0,
    act({ offers }) {
      const [first] = offers.mine.value;
      if (first) offers.decline(first);
    },
  },
  reply: {
    can: isOpen,
    act({ conversation }, { composer }) {
      conversation.turn('reply');
      focus(() => composer.current);
    },
  },
  note: {
    can: isOpen,
    act({ conversation }, { composer }) {
      conversation.turn('note');
      focus(() => composer.current);
    },
  },
  take: {
    can: (desk, many) => Boolean(many) || can('take')(desk),
    act({ bulk, conversation }, _, many) {
      if (many) bulk.carryOut('take', (id) => ({ type: 'take', conversation: id }));
      else conversation.handling.take();
    },
  },
  transfer: {
    can: (desk, many) => Boolean(many) || can('transfer')(desk),
    act: (desk, _, many) => desk.transfer.open(idsOf(desk, many)),
  },
  escalate: {
    can: (desk, many) => Boolean(many) || can('transfer')(desk),
    act: (desk, _, many) => desk.transfer.open(idsOf(desk, many), 'team'),
  },
  release: { can: can('release'), act: ({ conversation }) => conversation.handling.release() },
  tag: {
    can: (desk, many) => idsOf(desk, many).length > 0,
    act: (desk, _, many) => desk.sorting.ask('tag', idsOf(desk, many)),
  },
  prioritise: {
    can: (desk, many) => idsOf(desk, many).length > 0,
    act: (desk, _, many) => desk.sorting.ask('prioritise', idsOf(desk, many)),
  },
  snooze: {
    can: (desk, many) => Boolean(many) || can('release')(desk),
    act(desk, _, many) {
      const { conversation, sorting } = desk;
      const id = conversation.id.value;
      if (!many && id && conversation.state.value.snoozed) sorting.wake(id);
      else sorting.ask('snooze', idsOf(desk, many));
    },
  },
  resolve: {
    can: (desk, many) => Boolean(many) || can('resolve')(desk),
    act({ bulk, conversation, postponed }, _, many) {
      const id = conversation.id.value;
      if (many) bulk.carryOut('resolve', (each) => ({ type: 'resolve', conversation: each }));
      else if (id) postponed.give({ type: 'resolve', conversation: id });
    },
  },
  undo: { can: ({ postponed }) => postponed.waiting.value.length > 0, act: ({ postponed }) => void postponed.undo() },
  player: { can: isOpen, act: (desk) => desk.showPlayer(!desk.playerShown.value) },
  reference: {
    can: isOpen,
    act({ conversation, notice }) {
      if (conversation.id.value) void copyReference(conversation.id.value, notice);
    },
  },
  transcript: {
    can: isOpen,
    act({ conversation, transcript }) {
      if (conversation.id.value) transcript(conversation.id.value);
    },
  },
  waiting: list({ view: 'waiting' }),
  mine: list({ view: 'mine' }),
  everyone: list({ view: 'open' }),
  resolved: list({ view: 'resolved' }),
  escalated: list({ view: 'escalated' }),
  snoozed: list({ view: 'snoozed' }),
  all: list({ view: 'all' }),
  menu: { can: always, act: ({ menuShown }) => (menuShown.value = true) },
  presence: { can: always, act: () => document.querySelector<HTMLElement>('[data-part=presence]')?.click() },
  team: { can: always, act: (desk) => desk.showTeam(true) },
  help: { can: always, act: (desk) => desk.showHelp(true) },
  escape: { can: always, act: stepBack },
};

function step({ queue, conversation }: Desk, by: 1 | -1): void {
  const id = queue.neighbour(conversation.id.value, by);
  if (id) go({ page: 'desk', view: null, conversation: id }, { replace: conversation.id.value !== null });
}

/** The conversation of the list that is open, or, where none is, the boxes to choose by. */
function choose({ bulk, queue, conversation }: Desk): void {
  const id = conversation.id.value;
  if (id && queue.shown.value.some((row) => row.id === id)) bulk.toggle(id);
  else bulk.begin();
}

/** One step back at a time: out of the field, the choosing, the player's pane, the conversation, how the list is narrowed. */
function stepBack(desk: Desk, { filter }: Fields): void {
  const { queue, conversation, bulk } = desk;
  const focused = document.activeElement;
  // Where it lies over the conversation it goes first, unless somebody writes in it.
  const lies = matchMedia('(width < 1180px)').matches && !focused?.closest('#player-pane');
  if (desk.playerShown.value && lies) desk.showPlayer(false);
  else if (focused === filter.current && queue.filter.value) queue.filter.value = '';
  else if (focused instanceof HTMLElement && focused.matches('textarea, input:not([type=checkbox]), select'))
    focused.blur();
  else if (bulk.choosing.value) bulk.stop();
  else if (desk.playerShown.value) desk.showPlayer(false);
  else if (conversation.id.value) leave(desk, conversation.id.value);
  else if (Object.keys(queue.narrowing.value).length > 0) go(queue.here({ narrowed: {} }));
}

/** The focus goes to where the conversation stands in the list. */
function leave({ queue }: Desk, id: string): void {
  go(queue.here());
  focus(() => document.querySelector<HTMLElement>(`[data-part=row][data-conversation="${id}"]`));
}
