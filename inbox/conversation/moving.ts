/** From message to message by the arrow keys, beginning at the newest: one stop for Tab, however long the thread is. */
const MESSAGES = '[data-part=thread] [data-part=message][data-seq]';

export function focusNewest(): void {
  const all = document.querySelectorAll<HTMLElement>(MESSAGES);
  all[all.length - 1]?.focus();
}

/** False at either end. */
export function focusBeside(message: HTMLElement, step: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>(MESSAGES)];
  const next = all[all.indexOf(message) + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}
