/** Carries out what the keys ask for. Which key means what is data, in keyboard.ts. */
import type { RefObject } from 'preact';
import type { Desk } from './desk.ts';
import { type Command, commandOf, type Focus } from './keyboard.ts';
import { go } from './router.ts';

type Fields = { filter: RefObject<HTMLInputElement | null>; composer: RefObject<HTMLTextAreaElement | null> };

/** Returns how to stop. */
export function obey(desk: Desk, fields: Fields): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog[open], [popover]:popover-open')) return;
    const command = commandOf(event, focusOf(event.target));
    if (!command || (!desk.keysOn.value && command !== 'escape')) return;
    if (act(command, desk, fields)) event.preventDefault();
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}

/** False where there was nothing to do and the key stays the browser's. */
function act(command: Command, desk: Desk, fields: Fields): boolean {
  const { queue, conversation } = desk;
  switch (command) {
    case 'next':
    case 'previous': {
      const id = queue.neighbour(conversation.id.value, command === 'next' ? 1 : -1);
      if (id) go({ page: 'desk', view: null, conversation: id }, { replace: conversation.id.value !== null });
      return id !== null;
    }
    case 'open':
    case 'reply':
      fields.composer.current?.focus();
      return fields.composer.current !== null;
    case 'take':
      if (conversation.handling.can.value.take) conversation.handling.take();
      return true;
    case 'transfer':
      if (conversation.id.value && conversation.handling.can.value.transfer) desk.transfer.open(conversation.id.value);
      return true;
    case 'choose':
      return choose(desk);
    case 'resolve':
      if (conversation.handling.can.value.resolve) conversation.handling.resolve();
      return true;
    case 'filter':
      fields.filter.current?.focus();
      return true;
    case 'help':
      desk.showHelp(true);
      return true;
    case 'escape':
      return stepBack(desk, fields);
    case 'waiting':
    case 'mine':
    case 'resolved':
      go({ page: 'desk', view: command, conversation: null });
      return true;
    case 'everyone':
      go({ page: 'desk', view: 'open', conversation: null });
      return true;
  }
}

/** The waiting conversation that is open, or, where none is, the boxes to choose by. */
function choose({ spam, queue, conversation }: Desk): boolean {
  if (queue.view.value !== 'waiting') return false;
  const id = conversation.id.value;
  if (id && queue.lists.waiting.value.some((row) => row.id === id)) spam.toggle(id);
  else if (!spam.choosing.value) spam.begin();
  return true;
}

/** One step back at a time: out of the field, the choosing, the player's pane, the conversation. */
function stepBack(desk: Desk, { filter }: Fields): boolean {
  const { queue, conversation } = desk;
  const focused = document.activeElement;
  if (focused === filter.current && queue.filter.value) {
    queue.filter.value = '';
    return true;
  }
  if (focused instanceof HTMLElement && focusOf(focused) === 'field') focused.blur();
  else if (desk.spam.choosing.value) desk.spam.stop();
  else if (desk.playerShown.value) desk.showPlayer(false);
  else if (conversation.id.value) go({ page: 'desk', view: queue.view.value, conversation: null });
  return true;
}

function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof Element)) return 'page';
  if (target.matches('textarea, input:not([type=checkbox], [type=radio]), select')) return 'field';
  return target.matches('a, button, summary, input, [role=log]') ? 'control' : 'page';
}
