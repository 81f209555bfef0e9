import type { Config } from "../config/config.ts";
import { withoutSpace } from "../rules/requests/header.ts";

export interface CookieNames {
  readonly session: string;
  readonly device: string;
  readonly signUp: string;
  readonly attempt: string;
  readonly setUp: string;
}

/** `__Host-` cookies need https; on plain http (loopback only) the names go without. */
export function cookieNames({ publicUrl }: Pick<Config, "publicUrl">): CookieNames {
  const prefix = publicUrl.startsWith("https:") ? "__Host-" : "";
  return {
    session: `${prefix}mortise`,
    device: `${prefix}mortise-device`,
    signUp: `${prefix}mortise-sign-up`,
    attempt: `${prefix}mortise-attempt`,
    setUp: `${prefix}mortise-set-up`,
  };
}

/** The value of one cookie, or undefined. A name given twice is believed neither time: someone planted one of them. */
export function readCookie(header: string | null | undefined, name: string): string | undefined {
  const values = listCookies(header, name);
  return values.length === 1 ? values[0] : undefined;
}

/** Every value a name is given with. */
export function listCookies(header: string | null | undefined, name: string): string[] {
  if (!header || !header.includes(name)) return [];
  const values: string[] = [];
  for (let [begins, ends] = [0, 0]; begins < header.length; begins = ends + 1) {
    const semicolon = header.indexOf(";", begins);
    ends = semicolon < 0 ? header.length : semicolon;
    const part = header.slice(begins, ends);
    const equals = part.indexOf("=");
    if (equals >= 0 && withoutSpace(part.slice(0, equals)) === name) values.push(withoutSpace(part.slice(equals + 1)));
  }
  return values;
}

/** `Path=/` under a base path too: the app beside it hands the cookie on (docs/decisions/0035). */
export function setCookie(
  { publicUrl }: Pick<Config, "publicUrl">,
  name: string,
  value: string,
  maxAgeSeconds: number,
): string {
  const secure = publicUrl.startsWith("https:") ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
