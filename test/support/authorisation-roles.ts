/** The columns of the authorisation matrix. */

/** Those who sign in to the inbox, by what they are on their own site. */
export const DESK_ROLES = ['operator', 'supervisor', 'admin'] as const;
export type DeskRole = (typeof DESK_ROLES)[number];
export const ROLES = ['nobody', 'anonymous', 'signed', ...DESK_ROLES, 'foreignPage'] as const;
/** `foreignPage` is an operator's browser on a page that is not ours. */
export type Role = (typeof ROLES)[number];
/** Whose the asked-for thing is: the asker's own, another's in the same site, another site's, nobody's. */
export const STANDINGS = ['own', 'other', 'otherSite', 'absent'] as const;
export type Standing = (typeof STANDINGS)[number];

export function isDeskRole(role: Role): role is DeskRole {
  return DESK_ROLES.some((one) => one === role);
}
