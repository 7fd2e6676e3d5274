/** Full screen, the page behind is out of sight and must be out of reach: Tab goes round inside the panel. */
export function keepFocus(event: KeyboardEvent, box: HTMLElement, root: ShadowRoot) {
  const stops = [
    ...box.querySelectorAll<HTMLElement>('a[href],button:not(:disabled),textarea,input,select,[tabindex="0"]'),
  ];
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const [from, to] = event.shiftKey ? [first, last] : [last, first];
  if (root.activeElement !== from) return;
  event.preventDefault();
  to?.focus();
}
