import type { DnsServer } from "./dns-server.ts";
import type { OpenIdProvider, OpUser } from "./openid-provider.ts";
import { createOrganization, newMember, type TestOrganization } from "./organizations.ts";
import { expectStatus, Person, type Reply } from "./person.ts";
import { send } from "./send.ts";
import { SoftwareAuthenticator } from "./software-authenticator.ts";
import type { RequiredSingleSignOn } from "../../src/vocabulary/policies.ts";
import type { TestServer } from "./test-server.ts";

/** An organization that has a domain and a connection. */
export interface SsoOrganization extends TestOrganization {
  readonly domain: string;
  readonly connectionId: string;
  /** `/v1/organizations/…/connections/…`. */
  readonly connection: string;
}

let domains = 0;

/** Where an answer leads: a path of this server, or an address elsewhere. */
export function locationOf({ headers }: Pick<Reply, "headers">, { services }: TestServer): string {
  const location = headers.get("location") ?? "";
  const { publicUrl } = services.config;
  return location.startsWith(publicUrl) ? location.slice(publicUrl.length) : location;
}

/** An owner with fresh proof, and their organization. */
export async function createOwned(server: TestServer): Promise<TestOrganization> {
  const owner = await (await new Person(server).signUp()).signIn();
  return createOrganization(owner, { plan: "enterprise" });
}

/** Proves a domain by a record in the test's DNS. Answers its name. */
export async function proveDomain(
  { owner, path }: TestOrganization,
  dns: DnsServer,
  more: object = {},
): Promise<string> {
  const name = `acme${++domains}.example`;
  await owner.stepUp("change-sso");
  const domain = expectStatus(await owner.post(`${path}/domains`, { name, ...more }), 201).body;
  dns.table.set(domain.record.host, { txt: [domain.record.value] });
  expectStatus(await owner.post(`${path}/domains/${domain.id}/verify`, {}), 200);
  return name;
}

/** What a test gives of its provider. */
export const oidcOf = ({ issuer, clientId, clientSecret }: OpenIdProvider) => ({ issuer, clientId, clientSecret });

/** Runs a test of a connection in a browser of nobody. Answers what it showed. */
export async function tryConnection(organization: TestOrganization, connectionId: string): Promise<Reply["body"]> {
  const { owner, path } = organization;
  const begun = expectStatus(await owner.post(`${path}/connections/${connectionId}/tests`, {}), 201).body;
  const nobody = new Person(owner.server);
  await follow(nobody, begun.url as string);
  return expectStatus(await owner.get(`${path}/connections/${connectionId}/tests/${begun.id}`), 200).body;
}

/** An organization whose people come through this provider. The owner's proof is fresh. */
export async function setUpOidc(
  server: TestServer,
  { dns, op, settings = {} }: { readonly dns: DnsServer; readonly op: OpenIdProvider; readonly settings?: object },
): Promise<SsoOrganization> {
  const organization = await createOwned(server);
  const domain = await proveDomain(organization, dns);
  const { owner, path } = organization;
  const given = { kind: "oidc", name: "Acme ID", ...oidcOf(op) };
  const { id } = expectStatus(await owner.post(`${path}/connections`, given), 201).body;
  const connection = `${path}/connections/${id}`;
  if (Object.keys(settings).length > 0) expectStatus(await owner.call("PATCH", connection, settings), 200);
  const { user } = op;
  // Whoever tries it is of the organization.
  op.user = { sub: "it", email: `it@${domain}` };
  const result = await tryConnection(organization, id as string);
  op.user = user;
  if (result.status !== "passed") throw new Error(`The test did not pass: ${JSON.stringify(result)}`);
  expectStatus(await owner.post(`${connection}/activate`, {}), 200);
  return { ...organization, domain, connectionId: id as string, connection };
}

/** Follows redirects from here to the provider and back, as a browser does. Answers where it ends, and what was answered last. */
export async function follow(person: Person, from: string): Promise<{ readonly at: string; readonly reply: Reply }> {
  const { publicUrl } = person.server.services.config;
  let at = from.startsWith(publicUrl) ? from.slice(publicUrl.length) : from;
  for (let hop = 0; hop < 12; hop++) {
    const reply = at.startsWith("/") ? await person.call("GET", at) : await askElsewhere(at);
    if (reply.status !== 303 && reply.status !== 302) return { at, reply };
    const next = locationOf(reply, person.server);
    // A page of ours: that is where the browser stays.
    if (next.startsWith("/") && !next.startsWith("/sso/")) return { at: next, reply };
    at = next;
  }
  throw new Error(`It goes round in a circle: ${at}`);
}

async function askElsewhere(url: string): Promise<Reply> {
  const { text, ...response } = await send(url, { method: "GET", headers: {} });
  return { ...response, body: text };
}

/** Begins a sign-in with an address. */
export async function beginBySso(person: Person): Promise<{ readonly id: string; readonly url: string }> {
  const { body } = expectStatus(await person.post("/v1/attempts", { purpose: "sign-in", email: person.email }), 201);
  return { id: body.id as string, url: body.redirect?.url as string };
}

/** Signs in through the provider, as whoever it says. Answers the attempt afterwards, and where the browser is. */
export async function signInBySso(
  person: Person,
  op: OpenIdProvider,
  user: OpUser,
): Promise<{ readonly attempt: Reply["body"]; readonly at: string }> {
  op.user = user;
  const { id, url } = await beginBySso(person);
  const { at } = await follow(person, url);
  const attempt = (await person.get(`/v1/attempts/${id}`)).body;
  return { attempt, at };
}

/** Has two owners with passkeys named for break-glass, and the owner's own test: what is asked for before single sign-on is required. */
export async function prepareToRequire(organization: SsoOrganization): Promise<Person> {
  const { owner, path } = organization;
  const { publicUrl } = owner.server.services.config;
  const second = await newMember(organization, "owner");
  const device = new SoftwareAuthenticator(publicUrl);
  await owner.bindPasskey(device);
  await second.bindPasskey(new SoftwareAuthenticator(publicUrl));
  const owners = [owner.accountId, second.accountId];
  expectStatus(await owner.stepUpByPasskey(device, "change-policies"), 200);
  expectStatus(await owner.call("PUT", `${path}/break-glass`, { owners }), 200);
  await tryConnection(organization, organization.connectionId);
  return second;
}

/** Requires single sign-on over the API, as an owner does who has all that it takes. */
export async function requireBySso({ owner, path }: SsoOrganization, required: RequiredSingleSignOn): Promise<Reply> {
  return expectStatus(await owner.call("PUT", `${path}/policies`, { singleSignOn: { required } }), 200);
}
