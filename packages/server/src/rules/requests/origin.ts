/**
 * From where a browser may call a row. `same-origin`: from our own pages and listed hosts'. `cross-site-post`: another site's form
 * posts there, as an identity provider does; what it carries is proof enough or nothing. `machine`: no cookie counts there.
 */
export const originPolicies = ["same-origin", "cross-site-post", "machine"] as const;
export type OriginPolicy = (typeof originPolicies)[number];

export interface OriginFacts {
  readonly policy: OriginPolicy;
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
  policy,
  method,
  origin,
  fetchSite,
  hasSessionCookie,
  publicUrl,
  listedOrigins,
}: OriginFacts): boolean {
  if (policy !== "same-origin") return true;
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return true;
  if (fetchSite === "same-origin") return true;
  if (origin !== null && (origin === publicUrl || listedOrigins.includes(origin))) return true;
  const isBrowser = fetchSite !== null || origin !== null;
  return !isBrowser && !hasSessionCookie;
}

/** Whether a session cookie counts on a row: where other sites may call, it would act for whoever is signed in here. */
export function decideCookieCounts(policy: OriginPolicy): boolean {
  return policy === "same-origin";
}
