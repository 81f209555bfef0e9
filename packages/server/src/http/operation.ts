import { equalBytes, sha256 } from "../crypto/hash.ts";
import { normalizeAddress } from "../rules/requests/client-address.ts";
import type { World } from "../services.ts";
import type { App, AppParts } from "./app-parts.ts";
import { createReadiness } from "./readiness.ts";

const plain = { "content-type": "text/plain; charset=utf-8" };

/** What machines ask: is it alive, is it ready, how is it doing, what does it offer. */
export function mountOperation(app: App, { services, metrics, openApi }: AppParts): void {
  const checkReadiness = createReadiness(services);
  app.get("/healthz", () => new Response("ok\n", { headers: plain }));
  app.get("/readyz", async () => {
    const ready = await checkReadiness();
    return new Response(ready ? "ready\n" : "not ready\n", { status: ready ? 200 : 503, headers: plain });
  });
  app.get("/metrics", async (context) => {
    if (!mayReadMetrics(services, context.env.connection.remoteAddress, context.req.raw.headers))
      return new Response("forbidden\n", { status: 403, headers: plain });
    return new Response(await metrics.read(), {
      headers: { ...plain, "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    });
  });
  app.get("/openapi.json", () => Response.json(openApi()));
}

// The connection's own address: a proxy on this machine forwards strangers, so a forwarded request is never loopback.
function mayReadMetrics({ config }: World, remoteAddress: string | undefined, headers: Headers): boolean {
  if (config.metricsToken)
    return equalBytes(sha256(headers.get("authorization") ?? ""), sha256(`Bearer ${config.metricsToken}`));
  const isLoopback = ["127.0.0.1", "::1"].includes(normalizeAddress(remoteAddress ?? ""));
  return isLoopback && !headers.has("x-forwarded-for") && !headers.has("forwarded");
}
