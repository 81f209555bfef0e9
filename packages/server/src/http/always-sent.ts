import type { Config } from "../config/config.ts";

/** A header and what it says. */
export type HeaderLine = readonly [name: string, value: string];

/**
 * THE headers of every answer, whoever makes it: a row, a page, a file, the session check, or node:http itself refusing what it
 * cannot read. An answer that says one of them itself is believed.
 */
export function alwaysSent({ publicUrl, hstsSubdomains }: Pick<Config, "publicUrl" | "hstsSubdomains">): HeaderLine[] {
  const hsts = `max-age=63072000${hstsSubdomains ? "; includeSubDomains" : ""}`;
  return [
    ["cache-control", "no-store"],
    ["x-content-type-options", "nosniff"],
    ["content-security-policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"],
    ["x-frame-options", "DENY"],
    ["cross-origin-resource-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["referrer-policy", "no-referrer"],
    // Browsers ignore it on http, and on loopback there is nothing to hold them to.
    ...(publicUrl.startsWith("https:") ? [["strict-transport-security", hsts] as const] : []),
  ];
}

/** Puts them on an answer that is made already. */
export function withAlwaysSent(lines: readonly HeaderLine[], response: Response): Response {
  for (const [name, value] of lines) if (!response.headers.has(name)) response.headers.set(name, value);
  return response;
}
