import type { PageLink } from "../../../server/src/addresses.ts";
import { decideReturnTo } from "../../../server/src/rules/requests/return-to.ts";

const security: PageLink = "/security";
const invitation: PageLink = "/invitation";

/** Where a finished sign-in goes: a path of this host, or an address whose origin this deployment lists. Anything else is ignored. */
export function returnTarget(search: string, here: string, returnOrigins: string[], basePath = ""): string {
  return decideReturnTo(returnOf(search), here, returnOrigins) ?? basePath + security;
}

/** The same where an address says so; undefined where it says nothing, or nothing that may be. */
export function returnWish(search: string, here: string, returnOrigins: string[]): string | undefined {
  return decideReturnTo(returnOf(search), here, returnOrigins);
}

/** What an address says to return to, as it stands there: whoever follows it decides whether it may be. */
export function returnOf(search: string): string | undefined {
  return new URLSearchParams(search).get("return_to") ?? undefined;
}

/** A page on the way, such as sign-up, with where the way leads. */
export function onTheWay(page: "/sign-in" | "/sign-up" | "/forgot-password", returnTo: string | undefined): PageLink {
  return returnTo === undefined ? page : `${page}?${returningTo(returnTo)}`;
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
export function invitationPath(token: string, returnTo?: string): PageLink {
  return `/invitation${queryOf(returnTo)}#token=${token}`;
}

/** The sign-in page that comes back to an invitation: its token goes along in the fragment, never in the query. */
export function signInForInvitation(token: string, basePath = "", returnTo?: string): PageLink {
  return `/sign-in?${returningTo(basePath + invitation + queryOf(returnTo))}#token=${token}`;
}

/** Where a sign-in goes that an invitation's token came along to. */
export function withToken(target: string, token: string | null, basePath = ""): string {
  return isInvitation(target, basePath) && token !== null ? `${target}#token=${token}` : target;
}

function isInvitation(target: string, basePath: string): boolean {
  return target === basePath + invitation || target.startsWith(`${basePath}${invitation}?`);
}

function queryOf(returnTo: string | undefined): "" | `?${string}` {
  return returnTo === undefined ? "" : `?${returningTo(returnTo)}`;
}

function returningTo(target: string): string {
  return new URLSearchParams({ return_to: target }).toString();
}

/** The page for a new account, with the invitation that is followed, or where the way leads. */
export function signUpPath(token: string | null, returnTo?: string, basePath = ""): PageLink {
  if (token === null) return onTheWay("/sign-up", returnTo);
  // The sign-in page was to come back to the invitation, which knows where it leads.
  const beyond =
    returnTo !== undefined && isInvitation(returnTo, basePath)
      ? returnOf(returnTo.slice((basePath + invitation).length))
      : returnTo;
  return `/sign-up${queryOf(beyond)}#token=${token}`;
}
