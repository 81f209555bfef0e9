/**
 * From where a row may be called. `same-origin`: from our own pages and listed hosts'. `cross-site-post`: another site's form posts
 * there, as an identity provider does; it carries nobody's session, and what it brings is proof enough or nothing. `machine`: a
 * program calls, with a bearer token or nothing.
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
  if (policy === "machine") return true;
  if (policy === "cross-site-post") return method === "POST";
  if (method === "GET" || method === "HEAD" || method === "OPTIONS") return true;
  if (fetchSite === "same-origin") return true;
  if (origin !== null && (origin === publicUrl || listedOrigins.includes(origin))) return true;
  const isBrowser = fetchSite !== null || origin !== null;
  return !isBrowser && !hasSessionCookie;
}

/** What a row reads of whose request it is: where other sites may call, a cookie would act for whoever is signed in here. */
export interface Counting {
  readonly cookies: boolean;
  readonly bearer: boolean;
}

const counting: Readonly<Record<OriginPolicy, Counting>> = {
  "same-origin": { cookies: true, bearer: true },
  "cross-site-post": { cookies: false, bearer: false },
  machine: { cookies: false, bearer: true },
};

export function decideCounting(policy: OriginPolicy): Counting {
  return counting[policy];
}
