/** What the page of the settings and the frame beside it say to each other. */
import type { SiteStart } from '@touchline/shared/people.ts';

/** The frame has come and waits; or somebody picked another language in the panel itself. */
export type FromStage = { stage: 'ready' } | { stage: 'language'; language: string };

export type ToStage = {
  start: SiteStart;
  theme: 'light' | 'dark';
  /** Said to whoever tries it: by whom, and what. */
  answer: { name: string; text: string };
};
