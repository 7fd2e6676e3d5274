/** What is read of an event, and what is counted: see facts.ts. */
import type { Handler } from '@touchline/shared/reports-metrics.ts';

export type LoggedEvent = {
  seq: number;
  /** In ms. A clock may have been set back: `seq` says what came after what. */
  at: number;
  type: string;
  by: string;
  author: string | null;
  topic: string | null;
  language: string | null;
  /** To whom it was assigned. */
  operator: string | null;
  isSpam: boolean;
  rating: Rating | null;
};
export type Rating = {
  solved: boolean;
  speed: number | null;
  courtesy: number | null;
  competence: number | null;
};

export type Measure = (typeof MEASURES)[number];
/** As the database's `report_measure`. Those of a rating, of `asked` and of `first-contact` count in buckets what was said. */
export const MEASURES = [
  ...(['started', 'reopened', 'resumed', 'resolved', 'spam', 'incoming', 'outgoing', 'transfers'] as const),
  ...(['first-response', 'response', 'resolution', 'wait', 'asked', 'abandoned'] as const),
  ...(['first-contact', 'solved', 'speed', 'courtesy', 'competence', 'held'] as const),
] as const;

export type Fact = {
  measure: Measure;
  /** Of the event from which it counts; `piece` tells those of one event apart. */
  seq: number;
  piece: number;
  at: number;
  day: string;
  hour: number;
  operator: string | null;
  topic: string | null;
  language: string;
  handled: Handler;
  /** So many of them. */
  n: number;
  /** Of durations, by both clocks; null where there are no business hours. */
  ms: number | null;
  businessMs: number | null;
  bucket: number;
  businessBucket: number | null;
  /** It is not so before then; null: it is. */
  knownAt: number | null;
};
