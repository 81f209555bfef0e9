export interface OriginFacts {
  readonly method: string;
  readonly origin: string | null;
  /** The header `Sec-Fetch-Site`, which scripts cannot set. */
  readonly fetchSite: string | null;
  readonly hasSessionCookie: boolean;
  readonly publicUrl: string;
  readonly listedOrigins: readonly string[];
}

/** Whether a request may act: a browser's must come from our own pages or a listed origin; other callers send no cookie. */
export function decideOrigin({
  method,
  origin,
  fetchSite,
  hasSessionCookie,
  publicUrl,
  listedOrigins,
}: OriginFacts): boolean {
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return true;
  if (fetchSite === "same-origin") return true;
  if (origin !== null && (origin === publicUrl || listedOrigins.includes(origin))) return true;
  const isBrowser = fetchSite !== null || origin !== null;
  return !isBrowser && !hasSessionCookie;
}
