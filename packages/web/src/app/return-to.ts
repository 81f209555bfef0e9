import type { PageLink } from "../../../server/src/addresses.ts";

const fallback: PageLink = "/security";

/** Where a finished sign-in goes: a path here, or an address whose origin this deployment lists. Anything else is ignored. */
export function returnTarget(search: string, here: string, returnOrigins: string[]): string {
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

/** The sign-in page that comes back to this path afterwards. */
export function signInPath(returnTo: string): PageLink {
  return returnTo === "/" || returnTo === fallback
    ? "/sign-in"
    : `/sign-in?${new URLSearchParams({ return_to: returnTo }).toString()}`;
}

/** The page that goes on to this target once nothing is asked for any more. */
export function goOnPath(target: string): PageLink {
  return `/go-on?${new URLSearchParams({ return_to: target }).toString()}`;
}

const invitation: PageLink = "/invitation";

/** An invitation's page. Its token stands in the fragment, which no server is sent. */
export function invitationPath(token: string): PageLink {
  return `/invitation#token=${token}`;
}

/** The sign-in page that comes back to an invitation: its token goes along in the fragment, never in the query. */
export function signInForInvitation(token: string): PageLink {
  return `/sign-in?${new URLSearchParams({ return_to: invitation }).toString()}#token=${token}`;
}

/** Where a sign-in goes that an invitation's token came along to. */
export function withToken(target: string, token: string | null): string {
  return target === invitation && token !== null ? invitationPath(token) : target;
}

/** The page for a new account, with the invitation that is followed. */
export function signUpPath(token: string | null): PageLink {
  return token === null ? "/sign-up" : `/sign-up#token=${token}`;
}
