/** Tokens of invitations begin with this, so that the page which a link leads to knows whom to ask. */
export const INVITATION_PREFIX = 'join-';
