import { type PageLink, wellKnown } from "../addresses.ts";
import type { Services, World } from "../services.ts";
import type { RootApp } from "./app-parts.ts";

const plain = { "content-type": "text/plain; charset=utf-8" };
const changePassword: PageLink = "/security/password";

/** What RFC 8615 puts at the root of a host, whatever path the rest begins with. */
export function mountWellKnown(atRoot: RootApp, services: Services): void {
  const { config } = services;
  mountPasskeyFacts(atRoot, services);
  atRoot.get(
    wellKnown.changePassword,
    () => new Response(null, { status: 302, headers: { location: `${config.basePath}${changePassword}` } }),
  );
  atRoot.get(wellKnown.security, () => {
    if (!config.securityContact) return new Response("not found\n", { status: 404, headers: plain });
    const expires = new Date(services.now() + 180 * 24 * 60 * 60 * 1000).toISOString();
    return new Response(
      `Contact: ${config.securityContact}\nExpires: ${expires}\nCanonical: ${config.publicUrl}${wellKnown.security}\n`,
      { headers: plain },
    );
  });
}

/** What browsers and passkey managers ask (WebAuthn L3 §5.11; W3C passkey-endpoints). */
function mountPasskeyFacts(atRoot: RootApp, { config }: World): void {
  const { relatedOrigins, endpoints } = config.relyingParty;
  // Browsers and passkey managers read these for pages of other origins.
  const headers = { "cross-origin-resource-policy": "cross-origin" };
  atRoot.get(wellKnown.relatedOrigins, () =>
    relatedOrigins.length === 0
      ? new Response("not found\n", { status: 404, headers: plain })
      : Response.json({ origins: [config.publicUrl, ...relatedOrigins] }, { headers }),
  );
  atRoot.get(wellKnown.passkeyEndpoints, () => Response.json(endpoints, { headers }));
}
