import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { OwnCertificate } from "../../src/crypto/self-signed.ts";
import type { DnsServer } from "./dns-server.ts";
import { expectStatus, Person, type Reply } from "./person.ts";
import type { Answer, SamlIdp } from "./saml-idp.ts";
import { beginBySso, createOwned, follow, locationOf, proveDomain, type SsoOrganization } from "./single-sign-on.ts";
import type { TestServer } from "./test-server.ts";

/** How an answer differs from an honest one. */
export type Lying = Partial<Answer>;

/** What an admin types of an identity provider that has no metadata. */
export const partsOf = ({ entityId, ssoUrl, own }: SamlIdp) => ({
  entityId,
  ssoUrl,
  certificates: [own.certificatePem],
});

/** The metadata of an identity provider that signs with these. */
export function metadataWith(idp: SamlIdp, signers: readonly OwnCertificate[]): string {
  const written = /<md:KeyDescriptor.*?<\/md:KeyDescriptor>/s;
  const [descriptor = ""] = written.exec(idp.metadata()) ?? [];
  const bare = ({ certificatePem }: OwnCertificate): string => certificatePem.replaceAll(/-----[A-Z ]+-----|\s/g, "");
  return idp
    .metadata()
    .replace(written, () => signers.map((each) => descriptor.replace(bare(idp.own), bare(each))).join(""));
}

/** Posts a form as another site's page does: nobody's cookies come with it, and those it sets are kept. */
export async function postForm(person: Person, path: string, fields: Record<string, string> | string): Promise<Reply> {
  const stranger = new Person(person.server);
  Object.assign(stranger.headers, {
    origin: "https://idp.example",
    "sec-fetch-site": "cross-site",
    "content-type": "application/x-www-form-urlencoded",
  });
  const body = typeof fields === "string" ? fields : new URLSearchParams(fields).toString();
  const reply = await stranger.call("POST", path, body);
  for (const [name, value] of stranger.cookies) person.cookies.set(name, value);
  return reply;
}

/** Where a browser is sent to by a path of ours: the address of the identity provider with our request in it. */
export async function sentTo(person: Person, path: string): Promise<string> {
  const { publicUrl } = person.server.services.config;
  const at = path.startsWith(publicUrl) ? path.slice(publicUrl.length) : path;
  return locationOf(expectStatus(await person.call("GET", at), 303), person.server);
}

/** An answer on its way: what the browser posts, and to which path of ours. */
export interface Posted {
  readonly path: string;
  readonly fields: Record<string, string>;
}

/** What the identity provider makes of a request. */
export function answerTo(idp: SamlIdp, { services, clock }: TestServer, url: string, more: Lying = {}): Posted {
  const { acsUrl, fields } = idp.answer(url, { now: clock.now(), ...more });
  return { path: acsUrl.slice(services.config.publicUrl.length), fields };
}

/** Posts an answer and follows on from there. Answers where the browser ends. */
export async function postAnswer(person: Person, { path, fields }: Posted): Promise<string> {
  const next = locationOf(expectStatus(await postForm(person, path, fields), 303), person.server);
  return next.startsWith("/sso/") ? (await follow(person, next)).at : next;
}

/** Signs in by SAML. Answers the attempt afterwards, and where the browser is. */
export async function signInBySaml(
  person: Person,
  idp: SamlIdp,
  more: Lying = {},
): Promise<{ readonly attempt: Reply["body"]; readonly at: string }> {
  const { id, url } = await beginBySso(person);
  const sent = await sentTo(person, url);
  const at = await postAnswer(person, answerTo(idp, person.server, sent, more));
  return { attempt: (await person.get(`/v1/attempts/${id}`)).body, at };
}

/** Runs a test of a connection in a browser of nobody. Answers what it showed. */
export async function trySaml(
  { owner, path }: Pick<SsoOrganization, "owner" | "path">,
  connectionId: string,
  { idp, lying = {} }: { readonly idp: SamlIdp; readonly lying?: Lying },
): Promise<Reply["body"]> {
  const begun = expectStatus(await owner.post(`${path}/connections/${connectionId}/tests`, {}), 201).body;
  const nobody = new Person(owner.server);
  const sent = await sentTo(nobody, begun.url as string);
  await postAnswer(nobody, answerTo(idp, owner.server, sent, lying));
  return expectStatus(await owner.get(`${path}/connections/${connectionId}/tests/${begun.id}`), 200).body;
}

/** An organization whose people come through this provider. The owner's proof is fresh. */
export async function setUpSaml(
  server: TestServer,
  given: { readonly dns: DnsServer; readonly idp: SamlIdp; readonly metadata?: object; readonly settings?: object },
): Promise<SsoOrganization> {
  const { dns, idp, metadata = { xml: idp.metadata() }, settings = {} } = given;
  const organization = await createOwned(server);
  const domain = await proveDomain(organization, dns);
  const { owner, path } = organization;
  const made = await owner.post(`${path}/connections`, { kind: "saml", name: "Acme IdP", metadata });
  const id = expectStatus(made, 201).body.id as string;
  const connection = `${path}/connections/${id}`;
  if (Object.keys(settings).length > 0) expectStatus(await owner.call("PATCH", connection, settings), 200);
  const lying = { attributes: { email: [`it@${domain}`] } };
  const result = await trySaml(organization, id, { idp, lying });
  if (result.status !== "passed") throw new Error(`The test did not pass: ${JSON.stringify(result)}`);
  expectStatus(await owner.post(`${connection}/activate`, {}), 200);
  return { ...organization, domain, connectionId: id, connection };
}

/** A place on the web that answers what the test puts there: metadata, or something else. */
export interface MetadataServer {
  readonly url: string;
  content: { status: number; body: string };
  asked: number;
  close(): Promise<void>;
}

export async function startMetadataServer(body: string, ...then: readonly string[]): Promise<MetadataServer> {
  const server = createServer((_request, response) => {
    const next = then[served.asked++];
    response
      .writeHead(served.content.status, { "content-type": "application/samlmetadata+xml" })
      .end(served.content.body);
    if (next !== undefined) served.content = { status: 200, body: next };
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const served: MetadataServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metadata`,
    content: { status: 200, body },
    asked: 0,
    close: () => new Promise((done) => void server.close(() => done())),
  };
  return served;
}
