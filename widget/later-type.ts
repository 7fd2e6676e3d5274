/** What comes a moment after the panel, as those see it who are drawn without it at first. */
export type Later = typeof import('./later.ts').later;
