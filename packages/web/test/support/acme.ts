import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { type DnsServer, startDnsServer } from "../../../server/test/support/dns-server.ts";
import { OpenIdProvider } from "../../../server/test/support/openid-provider.ts";
import { expectStatus, Person } from "../../../server/test/support/person.ts";
import { createOwned, setUpOidc, type SsoOrganization } from "../../../server/test/support/single-sign-on.ts";
import { closeClean, closeKept, openWindow, sharedBrowser } from "./browser.ts";
import { startHosted } from "./hosted.ts";
import type { Stage } from "./stage.ts";

/** A server that asks a DNS server of the test's, and an identity provider beside it; each test has a window. */
export interface SsoStage extends Stage {
  dns: DnsServer;
  op: OpenIdProvider;
}

export function setSsoStage(): SsoStage {
  const stage = {} as SsoStage;
  beforeAll(async () => {
    stage.dns = await startDnsServer();
    const settings = { MORTISE_DNS_SERVERS: stage.dns.at, MORTISE_ALLOWED_NETWORKS: "127.0.0.0/8" };
    [stage.server, stage.browser] = await Promise.all([startHosted(settings), sharedBrowser()]);
    stage.op = await OpenIdProvider.start(() => stage.server.clock.now());
  });
  beforeEach(async () => {
    stage.op.lies = {};
    stage.op.authTime = null;
    stage.window = await openWindow(stage.browser, stage.server);
  });
  afterEach(() => closeClean(stage.window));
  afterAll(async () => {
    await closeKept();
    await stage.server.close();
    await stage.op.close();
    await stage.dns.close();
  });
  return stage;
}

/** An organization whose people come by "Acme ID". */
export function acmeOf({ server, dns, op }: SsoStage, settings: object = {}): Promise<SsoOrganization> {
  return setUpOidc(server, { dns, op, settings: { jit: "verified-domains", ...settings } });
}

let people = 0;

/** Somebody of the organization's domain, whom the provider knows. */
export function employee({ server, op }: SsoStage, { domain }: SsoOrganization): Person {
  const person = new Person(server, `kim${++people}@${domain}`);
  op.user = { sub: `sub-${person.email}`, email: person.email, name: "Kim Doe" };
  return person;
}

/** An organization with nothing set up, and a link for somebody without an account to do it. */
export async function makeLink({ server }: SsoStage, intents: string[]) {
  const organization = await createOwned(server);
  const { owner, path } = organization;
  await owner.stepUp("change-sso");
  const made = expectStatus(await owner.post(`${path}/setup-links`, { intents, expiresInHours: 24 }), 201).body;
  return { ...organization, url: made.url as string };
}
