/**
 * The composer's side of the replies kept ready: `/` at the beginning brings the list, which is a file of its own, and
 * comes ahead of that as soon as nothing else is to be loaded.
 */
import type { RefObject } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { Desk } from '../desk.ts';
import { useLazy } from '../lazy.ts';

export function useReplies(desk: Desk, field: RefObject<HTMLTextAreaElement | null>) {
  const { draft, mode } = desk.conversation;
  const asked = mode.value === 'reply' && draft.value.startsWith('/');
  const part = useLazy(() => import('./picker.tsx'), asked || desk.settled.value);
  const picker = useMemo(
    () => (part && part !== 'missing' ? part.openPicker(desk, () => field.current?.focus()) : null),
    [part, desk],
  );
  useEffect(() => () => picker?.picking[Symbol.dispose](), [picker]);

  return {
    list: picker?.list(),
    /** For the field that the list belongs to. */
    aria: picker?.aria(),
    press(event: KeyboardEvent): boolean {
      // Until the list is there nobody knows what Enter would pick; it must not send the shortcut.
      if (asked && part === null && event.key === 'Enter') event.preventDefault();
      return picker?.picking.press(event) ?? event.defaultPrevented;
    },
  };
}
