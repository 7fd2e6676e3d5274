/** Files dragged onto a part of the page go with the next reply. What is dragged and is no file stays the browser's. */
import { useSignal } from '@preact/signals';
import type { Desk } from '../desk.ts';

type Drag = DragEvent & { currentTarget: HTMLElement };

export function useDrop(desk: Desk) {
  const over = useSignal(false);
  const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
  const mayDrop = () => desk.conversation.handling.colleague.value === null;
  return {
    'data-drop': over.value || undefined,
    onDragOver(event: Drag) {
      if (!holdsFiles(event)) return;
      // Also where nothing may be dropped: the browser would leave the page for the file.
      event.preventDefault();
      over.value = mayDrop();
    },
    onDragLeave(event: Drag) {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) over.value = false;
    },
    onDrop(event: Drag) {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      over.value = false;
      desk.conversation.attach([...(event.dataTransfer?.files ?? [])]);
    },
  };
}
