/** The keys of the desk, as data: the help sheet and the command menu list them and the shell obeys them. Pure. */
import type { PageWord } from './page-words.ts';

export const GROUPS = ['list', 'conversation', 'lists', 'inbox'] as const;
export type Group = (typeof GROUPS)[number];

/** `mod`: with Ctrl or ⌘, and so also while something is written. */
type Key = { keys: readonly string[]; mod?: true; command: string; group: Group; word: PageWord };

export const KEYS = [
  { keys: ['j', 'ArrowDown'], command: 'next', group: 'list', word: 'keys.next' },
  { keys: ['k', 'ArrowUp'], command: 'previous', group: 'list', word: 'keys.previous' },
  { keys: ['Enter'], command: 'open', group: 'list', word: 'keys.open' },
  { keys: ['/'], command: 'filter', group: 'list', word: 'keys.filter' },
  { keys: ['v'], command: 'narrow', group: 'list', word: 'keys.narrow' },
  { keys: ['x'], command: 'choose', group: 'list', word: 'keys.choose' },
  { keys: ['a'], command: 'chooseAll', group: 'list', word: 'keys.chooseAll' },
  { keys: ['y'], command: 'accept', group: 'conversation', word: 'keys.accept' },
  { keys: ['d'], command: 'decline', group: 'conversation', word: 'keys.decline' },
  { keys: ['r'], command: 'reply', group: 'conversation', word: 'keys.reply' },
  { keys: ['n'], command: 'note', group: 'conversation', word: 'keys.note' },
  { keys: ['t'], command: 'take', group: 'conversation', word: 'keys.take' },
  { keys: ['f'], command: 'transfer', group: 'conversation', word: 'keys.transfer' },
  { keys: ['u'], command: 'escalate', group: 'conversation', word: 'keys.escalate' },
  { keys: ['b'], command: 'release', group: 'conversation', word: 'keys.release' },
  { keys: ['l'], command: 'tag', group: 'conversation', word: 'keys.tag' },
  { keys: ['p'], command: 'prioritise', group: 'conversation', word: 'keys.prioritise' },
  { keys: ['s'], command: 'snooze', group: 'conversation', word: 'keys.snooze' },
  { keys: ['e'], command: 'resolve', group: 'conversation', word: 'keys.resolve' },
  { keys: ['z'], command: 'undo', group: 'conversation', word: 'keys.undo' },
  { keys: ['i'], command: 'player', group: 'conversation', word: 'keys.player' },
  { keys: ['c'], command: 'reference', group: 'conversation', word: 'keys.reference' },
  { keys: ['o'], command: 'transcript', group: 'conversation', word: 'keys.transcript' },
  { keys: ['1'], command: 'waiting', group: 'lists', word: 'list.waiting' },
  { keys: ['2'], command: 'mine', group: 'lists', word: 'list.mine' },
  { keys: ['3'], command: 'everyone', group: 'lists', word: 'list.open' },
  { keys: ['4'], command: 'resolved', group: 'lists', word: 'list.resolved' },
  { keys: ['5'], command: 'escalated', group: 'lists', word: 'list.escalated' },
  { keys: ['6'], command: 'snoozed', group: 'lists', word: 'list.snoozed' },
  { keys: ['7'], command: 'all', group: 'lists', word: 'list.all' },
  { keys: ['k'], mod: true, command: 'menu', group: 'inbox', word: 'keys.menu' },
  { keys: ['z'], mod: true, command: 'undo', group: 'inbox', word: 'keys.undo' },
  { keys: ['g'], command: 'presence', group: 'inbox', word: 'keys.presence' },
  { keys: ['m'], command: 'team', group: 'inbox', word: 'keys.team' },
  { keys: ['?'], command: 'help', group: 'inbox', word: 'keys.help' },
  { keys: ['Escape'], command: 'escape', group: 'inbox', word: 'keys.escape' },
] as const satisfies readonly Key[];

export type Command = (typeof KEYS)[number]['command'];

type Press = { key: string; code?: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; isComposing: boolean };
/** What has the focus: `field` text is being written, `empty` it could be, `control` Enter and arrows mean something to it. */
export type Focus = 'field' | 'empty' | 'control' | 'page';

/**
 * While somebody writes only Escape is ours, and what is pressed with Ctrl or ⌘. Letters are also known by their place on
 * the keyboard, because an operator who answers in Russian types `к` where `r` stands.
 */
export function commandOf(press: Press, focus: Focus): Command | null {
  if (press.altKey || press.isComposing) return null;
  const withMod = press.ctrlKey || press.metaKey;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const found = keyFor(key, withMod) ?? keyFor(letterAt(press), withMod);
  if (!found) return null;
  // There the browser takes back what was typed.
  if (withMod) return found.command === 'undo' && focus === 'field' ? null : found.command;
  if (focus === 'field' || focus === 'empty') return found.command === 'escape' ? 'escape' : null;
  if (focus === 'control' && (key === 'Enter' || key.startsWith('Arrow'))) return null;
  return found.command;
}

function keyFor(key: string | null, withMod: boolean) {
  return KEYS.find(({ keys, ...one }) => {
    const isMod = 'mod' in one;
    return isMod === withMod && keys.some((each) => each === key);
  });
}

/** Null where the key says itself what it is. */
function letterAt({ key, code }: Press): string | null {
  return code?.startsWith('Key') && !/^[\x20-\x7e]$/.test(key) ? code.slice(3).toLowerCase() : null;
}
