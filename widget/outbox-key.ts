/** Keys of stored texts begin so; the rest is the client id. */
export const OUTBOX_KEY = 'out:';
