import { isIP } from "node:net";
import { getDomain } from "tldts";
import type { Config } from "../../config/config.ts";
import { alwaysSent } from "../../http/always-sent.ts";
import { cookieNames } from "../../http/cookies.ts";
import { otpauthUri } from "../../authenticators/totp/totp.ts";
import { type Finding, ok, warning } from "./finding.ts";

/** What a browser and a phone make of the addresses and names that are set. */
export function lookAtNames(config: Config): readonly Finding[] {
  return [
    lookAtPublicUrl(config),
    lookAtPasskeys(config),
    lookAtCookies(config),
    lookAtHsts(config),
    ...config.origins.map((origin) => lookAtOrigin(config, origin)),
    lookAtProxies(config),
    lookAtProductName(config),
  ];
}

function lookAtPublicUrl({ publicUrl, isPublicUrlLoopback }: Config): Finding {
  if (isPublicUrlLoopback)
    return warning(
      "public URL",
      `${publicUrl} is this machine`,
      "Only browsers here reach it. Set MORTISE_PUBLIC_URL for others.",
    );
  return ok("public URL", `${publicUrl}; mails and phones link to it`);
}

function lookAtPasskeys({ relyingParty: { id }, publicHost, isPublicUrlLoopback }: Config): Finding {
  if (isIP(id.replace(/^\[|\]$/g, "")) !== 0)
    return warning("passkeys", `${id} is an address: browsers make no passkeys there`, "Use http://localhost instead.");
  const says =
    id === publicHost
      ? `they belong to ${id}, and work on no other host`
      : `they belong to ${id}, and may be used by every host under it`;
  return isPublicUrlLoopback || id !== publicHost || getDomain(id) === id
    ? ok("passkeys", says)
    : ok("passkeys", `${says}; a parent domain (MORTISE_RP_ID) must be chosen before the first is made`);
}

function lookAtCookies(config: Config): Finding {
  const { session } = cookieNames(config);
  return session.startsWith("__Host-")
    ? ok("cookies", `${session}: Secure, HttpOnly, SameSite=Lax; no other host can set it`)
    : warning("cookies", `${session} goes without Secure and __Host-`, "That is for http on this machine only.");
}

function lookAtHsts(config: Config): Finding {
  const [, hsts] = alwaysSent(config).find(([name]) => name === "strict-transport-security") ?? [];
  if (hsts === undefined) return ok("HSTS", "none on http");
  return hsts.includes("includeSubDomains")
    ? ok("HSTS", `${hsts}: browsers refuse http on every host under ${config.publicHost}`)
    : ok("HSTS", hsts);
}

function lookAtOrigin({ publicUrl, relyingParty }: Config, origin: string): Finding {
  const { hostname } = new URL(origin);
  const isSameSite = getDomain(hostname) === getDomain(new URL(publicUrl).hostname);
  if (!isSameSite)
    return warning(
      "origin",
      `${origin} is another site: browsers send it no session cookie (SameSite=Lax)`,
      "Put the app under the same domain, or let its backend ask.",
    );
  const isUnder = hostname === relyingParty.id || hostname.endsWith(`.${relyingParty.id}`);
  return isUnder
    ? ok("origin", `${origin} may call the API with the cookie, and use passkeys`)
    : ok("origin", `${origin} may call the API with the cookie; passkeys are for ${relyingParty.id} only`);
}

function lookAtProxies({ trustedProxies, isPublicUrlLoopback, publicUrl }: Config): Finding {
  if (trustedProxies.length > 0) return ok("proxies", `${trustedProxies.length} ranges are believed`);
  return isPublicUrlLoopback || !publicUrl.startsWith("https:")
    ? ok("proxies", "none is believed")
    : warning(
        "proxies",
        "none is believed, and the server itself speaks no https",
        "Name the proxy in MORTISE_TRUSTED_PROXIES: else everybody comes from its address, and shares its limits.",
      );
}

function lookAtProductName({ productName }: Config): Finding {
  const label = decodeURIComponent(new URL(otpauthUri(new Uint8Array(20), productName, "x")).pathname).replace(
    /^\/+/,
    "",
  );
  const issuer = label.slice(0, label.indexOf(":"));
  return issuer === productName
    ? ok("product name", `“${productName}” stands so in mails and authenticator apps`)
    : warning(
        "product name",
        `authenticator apps show “${issuer}”: a colon parts name and account there`,
        "Choose a name without a colon.",
      );
}
