/** What a message may be about, on sites whose pages say it: a script that comes with the first subject. */
export { default as css } from './styles/subjects.css?inline';
export { SubjectPicker } from './subject-picker.tsx';
export { createSubjects } from './subjects.ts';
