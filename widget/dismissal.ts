/**
 * When what has popped up beside its button is to go: Escape, a tap elsewhere in the panel, the focus elsewhere. `place`
 * holds both of them. Escape gives the focus back, and does not close the panel.
 */
export function dismissal(place: HTMLElement, box: HTMLElement, close: () => void): () => void {
  const isElsewhere = (target: EventTarget | null) => target && !place.contains(target as Node);
  const tapped = ({ target }: Event) => {
    if (isElsewhere(target)) close();
  };
  // A browser that gives buttons no focus says that it has gone to nothing.
  const left = ({ relatedTarget }: FocusEvent) => {
    if (isElsewhere(relatedTarget)) close();
  };
  const keyed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    close();
    place.querySelector('button')?.focus();
  };
  box.addEventListener('pointerdown', tapped);
  place.addEventListener('focusout', left);
  place.addEventListener('keydown', keyed);
  return () => {
    box.removeEventListener('pointerdown', tapped);
    place.removeEventListener('focusout', left);
    place.removeEventListener('keydown', keyed);
  };
}
