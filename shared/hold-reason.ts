/** Of the reason for which a player’s data is held; without zod, for the field that it is typed into. */
export const HOLD_REASON_MAX_CHARACTERS = 500;
