/** Parts of the panel that many players never see: a script that comes with the first of them. */
export { Blocked } from './blocked.tsx';
export { Details } from './details.tsx';
export { Home } from './home.tsx';
export { Rating } from './rating.tsx';
export { default as css } from './styles/rarely.css?inline';
