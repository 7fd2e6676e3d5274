/**
 * The panel on a phone: as high as the keyboard leaves, and closed by Android's Back.
 *
 * Back: opening adds an entry to the page's history, at the same address and with the page's own state in it, so that
 * a router which hears of it finds itself where it was. Closing takes the entry away again.
 */
import { isPhone } from './is-phone.ts';

const MARK = 'touchline';

/** From the panel's opening to what is returned. */
export function fitPhone(box: HTMLElement, close: () => void): () => void {
  const stopFitting = fitToKeyboard(box);
  const leaveEntry = closeOnBack(close);
  return () => {
    stopFitting();
    leaveEntry();
  };
}

/** `box` follows what the keyboard leaves of the screen. Returns how to stop. */
function fitToKeyboard(box: HTMLElement): () => void {
  const { visualViewport: view } = window;
  if (!view) return () => {};
  const fit = () => {
    const phone = isPhone();
    box.style.height = phone ? `${view.height}px` : '';
    box.style.top = phone ? `${view.offsetTop}px` : '';
  };
  view.addEventListener('resize', fit);
  view.addEventListener('scroll', fit);
  fit();
  return () => {
    view.removeEventListener('resize', fit);
    view.removeEventListener('scroll', fit);
  };
}

/** Calls `close` at Back. Returns what to do when the panel was closed by other means. */
function closeOnBack(close: () => void): () => void {
  if (!isPhone()) return () => {};
  const isOurs = () => history.state?.[MARK] === true;
  // After a reload our entry is still the newest.
  if (!isOurs()) history.pushState({ ...history.state, [MARK]: true }, '');
  const popped = () => {
    if (!isOurs()) close();
  };
  addEventListener('popstate', popped);
  return () => {
    removeEventListener('popstate', popped);
    if (isOurs()) history.back();
  };
}

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
