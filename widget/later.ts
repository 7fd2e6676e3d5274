/**
 * What the panel does not wait for: whatever shows and sends messages. It is asked for together with the panel, and is
 * there long before the first message, which has to come over a socket that is only just opening.
 */
export { paintText } from './accent.ts';
export { keepFocus } from './focus.ts';
export { Home } from './home.tsx';
export { default as css } from './later.css?inline';
export { Thread } from './thread.tsx';
export { createWriting } from './writing.ts';
