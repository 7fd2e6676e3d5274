/** What has to be answered first: a modal dialog with a title, which Escape closes. `data-focus`: what has the focus first. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

type DialogProps = { shown: boolean; title: string; class?: string; close(): void; children: ComponentChildren };

export function Dialog({ shown, title, class: name, close, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    if (shown) {
      dialog.current?.showModal();
      dialog.current?.querySelector<HTMLElement>('[data-focus]')?.focus();
    } else dialog.current?.close();
  }, [shown]);

  return (
    <dialog ref={dialog} class={name} aria-labelledby={id} onClose={close}>
      {shown && (
        <>
          <h2 id={id}>{title}</h2>
          {children}
        </>
      )}
    </dialog>
  );
}
