/**
 * What has to be answered first: a modal dialog with a title, which Escape closes. `data-focus`: what has the focus first.
 *
 * Escape is heard as `cancel`, which comes with the key. `close` comes a task later: by then the next key may have opened
 * the next dialog, and that one would be closed instead. So that no key falls between, effects run before the next one.
 */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

type DialogProps = { shown: boolean; title: string; class?: string; close(): void; children: ComponentChildren };

export function Dialog({ shown, title, class: name, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useLayoutEffect(() => {
    if (shown) {
      dialog.current?.showModal();
      dialog.current?.querySelector<HTMLElement>('[data-focus]')?.focus();
    } else dialog.current?.close();
  }, [shown]);

  return (
    <dialog ref={dialog} class={name} aria-labelledby={id} onCancel={close}>
      {shown && (
        <>
          <h2 id={id}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  );
}
