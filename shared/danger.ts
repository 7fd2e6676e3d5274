/** The topic of whoever asks for limits or for exclusion: first in every queue, and never kept out. */
export const DANGER = 'safer-gambling';
