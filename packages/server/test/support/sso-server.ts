import type { Dialect } from "./databases.ts";
import { type DnsServer, startDnsServer } from "./dns-server.ts";
import { OpenIdProvider } from "./openid-provider.ts";
import { startServer, type TestServer, type TestServerOptions } from "./test-server.ts";

/** A server that asks a DNS server of the test's own, and an OpenID Provider beside it. */
export interface SsoServer {
  readonly dns: DnsServer;
  readonly op: OpenIdProvider;
  readonly server: TestServer;
}

export async function startSso(dialect: Dialect, options: TestServerOptions = {}): Promise<SsoServer> {
  const dns = await startDnsServer();
  const settings = { MORTISE_DNS_SERVERS: dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8", ...options.settings };
  const server = await startServer(dialect, { quiet: true, ...options, settings });
  return { dns, op: await OpenIdProvider.start(() => server.clock.now()), server };
}

export async function stopSso({ dns, op, server }: SsoServer): Promise<void> {
  await server.close();
  await op.close();
  await dns.close();
}
