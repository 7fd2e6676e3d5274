/** What shows what messages carry besides text: files, what they answer, put right, and are about. */

export { After } from './files-sent.tsx';
export { Answering, Before } from './replying.tsx';
export { default as css } from './styles/enclosed.css?inline';
