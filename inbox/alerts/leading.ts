/**
 * Of all tabs and windows of this browser that want to, exactly one leads: the one that holds the lock. When it is
 * closed, crashes or no longer wants to, the browser gives the lock to the next at once.
 */
import { effect, type ReadonlySignal, signal } from '@preact/signals';

/** Without locks, on a page that is not secure, whoever wants to leads. Disposed with the model that calls it. */
export function leadWhile(name: string, wants: ReadonlySignal<boolean>): ReadonlySignal<boolean> {
  if (!navigator.locks) return wants;
  const leads = signal(false);
  effect(() => {
    if (!wants.value) return;
    const over = new AbortController();
    const held = () =>
      new Promise<void>((release) => {
        leads.value = !over.signal.aborted;
        over.signal.addEventListener('abort', () => release());
        if (over.signal.aborted) release();
      });
    navigator.locks.request(name, { signal: over.signal }, held).catch(() => {});
    return () => {
      leads.value = false;
      over.abort();
    };
  });
  return leads;
}

/** Whether some tab leads, this one or another. */
export async function isLed(name: string): Promise<boolean> {
  const held = (await navigator.locks?.query())?.held;
  return held?.some((lock) => lock.name === name) ?? false;
}
