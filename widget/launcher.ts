/**
 * What stands on the page before anything was fetched: the button, and the empty box shown between the first tap and
 * the arrival of the panel.
 *
 * Styled through the elements' own properties, not by a sheet: that works under every content security policy and in
 * browsers without constructed stylesheets, and costs no request. The host's are `!important`, because a page may say
 * `* { all: unset !important }`, and against that only an inline declaration wins.
 */
import { PANEL_SHADOW, SITE_COLOUR } from '@touchline/shared/look/scripts.ts';

/** Turns the accent into white, or into black where the accent is so bright that black reads better on it. */
const READABLE = 'filter:grayscale(1)contrast(99)invert(1)';

export function createLauncher(data: DOMStringMap) {
  const accent = data.color || `var(--touchline-color,${SITE_COLOUR})`;
  const corner = `position:fixed;${data.position}:16px;bottom:calc(16px + env(safe-area-inset-bottom) + var(--touchline-offset,0px));border:0;background:Canvas;box-shadow:${PANEL_SHADOW};`;
  const element = make(
    'touchline-chat',
    `all:initial!important;position:fixed!important;z-index:2147483647!important;color-scheme:${data.theme || 'light dark'}!important`,
  );
  const root = element.attachShadow({ mode: 'open' });
  const button = make(
    'button',
    `${corner}width:56px;height:56px;border-radius:50%;background:${accent};color:${accent};cursor:pointer`,
  );
  const box = make(
    'div',
    corner + (innerWidth > 480 ? 'width:384px;height:min(640px,100% - 32px);border-radius:16px' : 'inset:0'),
  );

  Object.assign(element.dataset, data);
  button.dataset.part = 'launcher';
  // Heard alike in all our languages; the panel brings the page's own word.
  button.setAttribute('aria-label', 'Chat');
  button.setAttribute('aria-expanded', 'false');
  // A speech bubble: a box with three round corners.
  button.append(
    make('div', `width:20px;height:16px;margin:auto;border:2px solid;border-radius:8px 8px 8px 0;${READABLE}`),
  );
  root.append(button);
  return { element, root, button, box };
}

function make(name: string, css: string): HTMLElement {
  const element = document.createElement(name);
  element.style = css;
  return element;
}
