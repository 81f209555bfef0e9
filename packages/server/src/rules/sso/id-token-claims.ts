import { type Claims, skewMs } from "./id-token.ts";
import { instantOf } from "./numeric-date.ts";

/** When somebody proved themselves there, as far as it is said. */
export function authenticatedAtOf({ auth_time: at }: Claims, now: number): number | null {
  const instant = instantOf(at);
  return instant === null || instant > now + skewMs ? null : Math.min(instant, now);
}

/** When a session must end at the latest (IPSIE's `session_expiry`). */
export function endsAtOf({ session_expiry: end }: Claims): number | null {
  return instantOf(end);
}

/** The subject as compared. Entra's `sub` differs from client to client: there it is tenant and object. */
export function subjectOf({ iss, sub, tid, oid }: Claims): { readonly key: string; readonly subject: string } {
  const isEntra = typeof iss === "string" && iss.startsWith("https://login.microsoftonline.com/");
  const isNamed = isEntra && typeof tid === "string" && typeof oid === "string" && tid !== "" && oid !== "";
  const subject = isNamed ? `${tid}:${oid}` : String(sub);
  return { key: JSON.stringify([iss, subject]), subject };
}
