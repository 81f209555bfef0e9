import { type PageLink, wellKnown } from "../addresses.ts";
import { equalBytes, sha256 } from "../crypto/hash.ts";
import { isMigrated } from "../database/migrate.ts";
import type { Services } from "../services.ts";
import type { App, AppParts } from "./app-parts.ts";

const plain = { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" };

/** What machines ask: is it alive, is it ready, how is it doing, what does it offer. */
export function mountOperation(app: App, { services, metrics, openApi }: AppParts): void {
  const { config, database } = services;
  mountPasskeyFacts(app, services);
  app.get("/healthz", () => new Response("ok\n", { headers: plain }));
  app.get("/readyz", async () => {
    const ready = await isMigrated(database).catch(() => false);
    return new Response(ready ? "ready\n" : "not ready\n", { status: ready ? 200 : 503, headers: plain });
  });
  app.get("/metrics", async (context) => {
    if (!mayReadMetrics(services, context.env.connection.remoteAddress, context.req.raw.headers))
      return new Response("forbidden\n", { status: 403, headers: plain });
    return new Response(await metrics.read(), { headers: { ...plain, "content-type": "text/plain; version=0.0.4" } });
  });
  app.get("/openapi.json", () => Response.json(openApi(), { headers: { "cache-control": "no-store" } }));
  app.get(
    wellKnown.changePassword,
    () => new Response(null, { status: 302, headers: { location: "/security/password" satisfies PageLink } }),
  );
  app.get(wellKnown.security, () => {
    if (!config.securityContact) return new Response("not found\n", { status: 404, headers: plain });
    const expires = new Date(services.now() + 180 * 24 * 60 * 60 * 1000).toISOString();
    return new Response(
      `Contact: ${config.securityContact}\nExpires: ${expires}\nCanonical: ${config.publicUrl}${wellKnown.security}\n`,
      { headers: plain },
    );
  });
}

/** What browsers and passkey managers ask (WebAuthn L3 §5.11; W3C passkey-endpoints). */
function mountPasskeyFacts(app: App, { config }: Services): void {
  const { relatedOrigins, endpoints } = config.relyingParty;
  const headers = { "cache-control": "no-store" };
  app.get(wellKnown.relatedOrigins, () =>
    relatedOrigins.length === 0
      ? new Response("not found\n", { status: 404, headers: plain })
      : Response.json({ origins: [config.publicUrl, ...relatedOrigins] }, { headers }),
  );
  app.get(wellKnown.passkeyEndpoints, () => Response.json(endpoints, { headers }));
}

// The connection's own address: a proxy on this machine forwards strangers, so a forwarded request is never loopback.
function mayReadMetrics({ config }: Services, remoteAddress: string | undefined, headers: Headers): boolean {
  if (config.metricsToken)
    return equalBytes(sha256(headers.get("authorization") ?? ""), sha256(`Bearer ${config.metricsToken}`));
  const isLoopback = remoteAddress === "127.0.0.1" || remoteAddress === "::1" || remoteAddress === "::ffff:127.0.0.1";
  return isLoopback && !headers.has("x-forwarded-for") && !headers.has("forwarded");
}
