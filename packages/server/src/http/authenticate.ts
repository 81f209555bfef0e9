import type { FindCaller, SessionOwner } from "../accounts/find-caller.ts";
import { readCookie } from "./cookies.ts";

/** A session token as a request carries it. */
export interface GivenToken {
  readonly token: string;
  readonly from: "cookie" | "bearer";
}

/** The token of a request: a bearer token goes before a cookie. */
export function tokenOf(
  authorization: string | null | undefined,
  cookie: string | null | undefined,
  cookieName: string,
): GivenToken | undefined {
  const bearer = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization ?? "")?.[1];
  if (bearer) return { token: bearer, from: "bearer" };
  const token = readCookie(cookie, cookieName);
  return token ? { token, from: "cookie" } : undefined;
}

export async function authenticate(find: FindCaller, given: GivenToken | undefined): Promise<SessionOwner | undefined> {
  return given && find(given.token);
}
