import type { PageLink } from "../../../server/src/addresses.ts";

const security: PageLink = "/security";
const invitation: PageLink = "/invitation";

/** Where a finished sign-in goes: a path of this host, or an address whose origin this deployment lists. Anything else is ignored. */
export function returnTarget(search: string, here: string, returnOrigins: string[], basePath = ""): string {
  const fallback = basePath + security;
  const wanted = new URLSearchParams(search).get("return_to");
  if (wanted === null) return fallback;
  if (wanted.startsWith("/")) {
    const target = parse(wanted, here);
    // "//elsewhere" and "/\elsewhere" begin with a slash and still leave this origin.
    if (target?.origin !== here) return fallback;
    const path = target.pathname + target.search + target.hash;
    // "/.//elsewhere" is of this origin, but its path read again is not.
    return parse(path, here)?.origin === here ? path : fallback;
  }
  const target = parse(wanted, undefined);
  const listed = target !== undefined && isWeb(target) && [here, ...returnOrigins].includes(target.origin);
  return listed ? target.href : fallback;
}

function parse(text: string, base: string | undefined): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

function isWeb(url: URL): boolean {
  return url.protocol === "https:" || url.protocol === "http:";
}

/** The sign-in page that comes back to this page afterwards. */
export function signInPath(page: string, basePath = ""): PageLink {
  return page === "/" || page === security ? "/sign-in" : `/sign-in?${returningTo(basePath + page)}`;
}

/** The page that goes on to this target once nothing is asked for any more. */
export function goOnPath(target: string, basePath = ""): string {
  const link: PageLink = `/go-on?${returningTo(target)}`;
  return basePath + link;
}

/** An invitation's page. Its token stands in the fragment, which no server is sent. */
export function invitationPath(token: string): PageLink {
  return `/invitation#token=${token}`;
}

/** The sign-in page that comes back to an invitation: its token goes along in the fragment, never in the query. */
export function signInForInvitation(token: string, basePath = ""): PageLink {
  return `/sign-in?${returningTo(basePath + invitation)}#token=${token}`;
}

/** Where a sign-in goes that an invitation's token came along to. */
export function withToken(target: string, token: string | null, basePath = ""): string {
  return target === basePath + invitation && token !== null ? basePath + invitationPath(token) : target;
}

function returningTo(target: string): string {
  return new URLSearchParams({ return_to: target }).toString();
}

/** The page for a new account, with the invitation that is followed. */
export function signUpPath(token: string | null): PageLink {
  return token === null ? "/sign-up" : `/sign-up#token=${token}`;
}
