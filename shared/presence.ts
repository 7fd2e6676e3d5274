/** How somebody who answers can be there. Apart from the schemas, so that front ends name the states without loading zod. */

/** What an operator chose to be. `finishing`: keeps what is open and gets nothing new. */
export const PRESENCE_CHOICES = ['online', 'away', 'finishing', 'offline'] as const;
export type PresenceChoice = (typeof PRESENCE_CHOICES)[number];

/** `gone`: an inbox that was open has vanished; after five minutes that is `offline`. */
export const SPAN_STATES = [...PRESENCE_CHOICES, 'gone'] as const;
export type SpanState = (typeof SPAN_STATES)[number];
