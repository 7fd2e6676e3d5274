/**
 * What the panel does not wait for: whatever shows and sends messages. It is asked for together with the panel, and is
 * there long before the first message, which has to come over a socket that is only just opening.
 */
export { About } from './about.tsx';
export { paintText } from './accent.ts';
export { Back } from './back.tsx';
export { EnclosingBar } from './enclosing-bar.tsx';
export { keepFocus } from './focus.ts';
export { Languages } from './languages.tsx';
export { default as css } from './later.css?inline';
export { mayNotWrite } from './may-not-write.ts';
export { Menu } from './menu.tsx';
export { fitPhone } from './phone.ts';
export { Rarely } from './rarely-views.tsx';
export { Thread } from './thread.tsx';
export { createWriting } from './writing.ts';
