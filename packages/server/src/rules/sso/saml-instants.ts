/** Clocks of an identity provider and ours may be so far apart, in milliseconds. */
export const samlSkew = 2 * 60 * 1000;

/** An instant as SAML writes it. */
export const written = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

export const isBegun = (notBefore: number, now: number): boolean => notBefore <= now + samlSkew;

export const isOver = (notOnOrAfter: number, now: number): boolean => now - samlSkew >= notOnOrAfter;
