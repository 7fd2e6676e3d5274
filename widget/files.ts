/** What deals with files that the player sends, which a page loads with the first one. */
export { Chips } from './files-chips.tsx';
export { createChosen } from './files-chosen.ts';
export { default as css } from './styles/files.css?inline';
