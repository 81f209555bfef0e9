import { refuse } from "../problems.ts";
import type { ReadHeader } from "./client.ts";
import { listCookies } from "./cookies.ts";

/** A session token as a request carries it. */
export interface GivenToken {
  readonly token: string;
  readonly from: "cookie" | "bearer";
}

/** What a request proves itself with: a token, nothing, or two things of which nobody can say which is meant. */
export type Given = GivenToken | "ambiguous" | undefined;

export const ambiguous = refuse("ambiguous-credentials");

/**
 * THE reading of credentials, for every way in. Of two different ones neither is believed: whoever stands in front of this
 * server may have taken the other. What else an `Authorization` says, such as `Basic`, is somebody else's business.
 */
export function credentialsOf(read: ReadHeader, cookieName: string | null): Given {
  const bearers = bearersIn(read("authorization"));
  const cookies = cookieName === null ? [] : listCookies(read("cookie"), cookieName).filter(Boolean);
  const [bearer] = bearers;
  const [cookie] = cookies;
  if (bearers.length > 1 || cookies.some((each) => each !== (bearer ?? cookie))) return "ambiguous";
  if (bearer !== undefined) return { token: bearer, from: "bearer" };
  // Twice the same: someone planted one of them.
  return cookie === undefined || cookies.length > 1 ? undefined : { token: cookie, from: "cookie" };
}

/** Whether the caller holds its session token itself, well written or not. */
export function offersBearer(read: ReadHeader): boolean {
  return bearersIn(read("authorization")).length > 0;
}

// Two headers of the name come as one, with a comma between them (RFC 9110 §5.3). What is offered and is no token is nobody's.
function bearersIn(authorization: string | null | undefined): string[] {
  if (!authorization || !/(?:^|,)[ \t]*Bearer(?:[ \t,]|$)/i.test(authorization)) return [];
  return authorization.split(",").map((each) => /^Bearer +([\w.~+/-]+=*)$/i.exec(each)?.[1] ?? "");
}
