/** Each by itself, as `CLOSE.silent`: a bundle then holds the numbers that it uses, and not a table of them all. */
export const restart = 1012;
export const badFrame = 4400;
export const signedOut = 4401;
export const forbidden = 4403;
export const unknownSite = 4404;
export const silent = 4408;
export const slowReader = 4409;
export const unsupportedVersion = 4426;
export const tooFast = 4429;
export const unavailable = 4503;
