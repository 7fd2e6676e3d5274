/** The keys of the desk, as data: the help sheet lists them and the shell obeys them. Pure. */
import type { Word } from './words.ts';

export type Command =
  | 'next'
  | 'previous'
  | 'open'
  | 'reply'
  | 'take'
  | 'transfer'
  | 'resolve'
  | 'choose'
  | 'filter'
  | 'help'
  | 'escape'
  | 'waiting'
  | 'mine'
  | 'everyone'
  | 'resolved';

export const KEYS: readonly { keys: readonly string[]; command: Command; word: Word }[] = [
  { keys: ['j', 'ArrowDown'], command: 'next', word: 'keys.next' },
  { keys: ['k', 'ArrowUp'], command: 'previous', word: 'keys.previous' },
  { keys: ['Enter'], command: 'open', word: 'keys.open' },
  { keys: ['r'], command: 'reply', word: 'keys.reply' },
  { keys: ['t'], command: 'take', word: 'keys.take' },
  { keys: ['f'], command: 'transfer', word: 'keys.transfer' },
  { keys: ['e'], command: 'resolve', word: 'keys.resolve' },
  { keys: ['x'], command: 'choose', word: 'keys.choose' },
  { keys: ['1'], command: 'waiting', word: 'keys.waiting' },
  { keys: ['2'], command: 'mine', word: 'keys.mine' },
  { keys: ['3'], command: 'everyone', word: 'keys.open-list' },
  { keys: ['4'], command: 'resolved', word: 'keys.resolved' },
  { keys: ['/'], command: 'filter', word: 'keys.filter' },
  { keys: ['?'], command: 'help', word: 'keys.help' },
  { keys: ['Escape'], command: 'escape', word: 'keys.escape' },
];

type Press = { key: string; code?: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; isComposing: boolean };
/** What has the focus: `field` text is being written, `control` Enter and arrows mean something to it. */
export type Focus = 'field' | 'control' | 'page';

/**
 * While somebody writes only Escape is ours. Letters are also known by their place on the keyboard, because an
 * operator who answers in Russian types `к` where `r` stands.
 */
export function commandOf(press: Press, focus: Focus): Command | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return null;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const found = KEYS.find(({ keys }) => keys.includes(key)) ?? byPlace(press);
  if (!found) return null;
  if (focus === 'field') return found.command === 'escape' ? 'escape' : null;
  if (focus === 'control' && (key === 'Enter' || key.startsWith('Arrow'))) return null;
  return found.command;
}

function byPlace({ key, code }: Press) {
  if (!code?.startsWith('Key') || /^[\x20-\x7e]$/.test(key)) return undefined;
  const letter = code.slice(3).toLowerCase();
  return KEYS.find(({ keys }) => keys.includes(letter));
}
