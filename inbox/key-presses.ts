/** Carries out what the keys ask for. Which key means what is data, in keyboard.ts; what it does stands in deeds.ts. */
import { chosenIn, DEEDS, type Fields } from './deeds.ts';
import type { Desk } from './desk.ts';
import { commandOf, type Focus } from './keyboard.ts';

/** Returns how to stop. */
export function obey(desk: Desk, fields: Fields): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || document.querySelector('dialog[open], [popover]:popover-open')) return;
    if (desk.coming.value > 0) return event.preventDefault();
    const command = commandOf(event, focusOf(event.target));
    if (!command || !(desk.keysOn.value || command === 'escape' || event.ctrlKey || event.metaKey)) return;
    const { can, act } = DEEDS[command];
    // Where there is nothing to do the key stays the browser's.
    if (!can(desk, chosenIn(desk))) return;
    event.preventDefault();
    act(desk, fields, chosenIn(desk));
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}

function focusOf(target: EventTarget | null): Focus {
  // A dialog that has just been closed keeps the focus for a moment.
  if (!(target instanceof Element) || target.closest('dialog:not([open])')) return 'page';
  if (target.matches('textarea, input:not([type=checkbox], [type=radio]), select')) {
    return (target as HTMLInputElement).value ? 'field' : 'empty';
  }
  return target.matches('a, button, summary, input, [role=log]') ? 'control' : 'page';
}
