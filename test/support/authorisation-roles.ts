/** The columns of the authorisation matrix. */

export const ROLES = ['nobody', 'anonymous', 'signed', 'operator', 'admin', 'foreignPage'] as const;
/** `foreignPage` is an operator's browser on a page that is not ours. */
export type Role = (typeof ROLES)[number];
/** Whose the asked-for thing is: the asker's own, another's in the same site, another site's, nobody's. */
export const STANDINGS = ['own', 'other', 'otherSite', 'absent'] as const;
export type Standing = (typeof STANDINGS)[number];
