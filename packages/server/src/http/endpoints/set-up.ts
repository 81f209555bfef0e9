import { z } from "@hono/zod-openapi";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import { beginTest, lookAtTest } from "../../sso/connection-tests/connection-tests.ts";
import { createConnection, patchConnection } from "../../sso/connections/manage-connections.ts";
import { addDomain } from "../../sso/domains/add-domain.ts";
import { removeDomain } from "../../sso/domains/remove-domain.ts";
import { verifyDomain } from "../../sso/domains/verify-domain.ts";
import { findLinkHolder } from "../../sso/set-up/link-steward.ts";
import { describeSetUp, type SetUpState } from "../../sso/set-up/set-up-state.ts";
import { endSetupLinks, openLink } from "../../sso/set-up/setup-links.ts";
import { onlyCertificates } from "../../sso/set-up/only-certificates.ts";
import type { Client, Services } from "../../services.ts";
import { type Answer, endpoint } from "../call.ts";
import { IdParam, orNull, Token } from "../schemas.ts";
import { shownTest } from "./connection-use.ts";
import { shownConnection, withMetadata } from "./connections.ts";
import { Domain, shownDomain } from "./domains.ts";
import { SetupLink, shownLink } from "./setup-links.ts";
import { Connection, ConnectionTest, NewConnection } from "./sso-schemas.ts";

const SetUp = z
  .object({
    organization: z.object({ name: z.string() }),
    link: SetupLink,
    domains: z.array(Domain),
    connection: orNull(Connection),
  })
  .openapi("SetUp");

const shown = ({ organization, link, domains, connection }: SetUpState): object => ({
  organization,
  link: shownLink(link),
  domains: domains.map(shownDomain),
  connection: connection && shownConnection(connection),
});

async function answerState(
  services: Services,
  client: Client,
  status = 200,
): Promise<Answer | Refusal<"link-invalid" | "not-allowed">> {
  const holder = await findLinkHolder(services, client);
  if (isRefusal(holder)) return holder;
  const state = await describeSetUp(services, holder);
  return isRefusal(state) ? state : { status, body: shown(state) };
}

export const postSetUpOpen = endpoint({
  access: "anyone",
  summary: "Open a set-up link, once: this browser goes on with it until it ends.",
  body: z.strictObject({ token: Token }),
  answers: { 200: z.object({ opened: z.literal(true) }) },
  refusals: ["link-invalid"],
  async run({ services, client, input: { token } }) {
    const opened = await openLink(services, client, token);
    return isRefusal(opened) ? opened : { status: 200, body: { opened: true }, setupSecret: opened.secret };
  },
});

export const getSetUp = endpoint({
  access: "anyone",
  summary: "How far the set-up is that this browser has opened a link for.",
  answers: { 200: SetUp },
  refusals: ["link-invalid", "not-allowed"],
  run: ({ services, client }) => answerState(services, client),
});

export const deleteSetUp = endpoint({
  access: "anyone",
  summary: "Be done: the link stops working.",
  answers: { 204: null },
  refusals: ["link-invalid", "not-allowed", "not-found", "not-signed-in"],
  async run({ services, client }) {
    const holder = await findLinkHolder(services, client);
    if (isRefusal(holder)) return holder;
    return (await endSetupLinks(services, holder.steward, "finished")) ?? { status: 204, setupSecret: "" };
  },
});

export const postSetUpDomain = endpoint({
  access: "anyone",
  summary: "Add a domain, to be proven by a DNS record.",
  body: z.strictObject({ name: z.string().min(1).max(300), includeSubdomains: z.boolean().optional() }),
  answers: { 201: Domain },
  refusals: ["link-invalid", "not-allowed", "conflict", "not-found", "not-signed-in"],
  async run({ services, client, input }) {
    const holder = await findLinkHolder(services, client, "domains");
    const added = isRefusal(holder) ? holder : await addDomain(services, holder.steward, input);
    return isRefusal(added) ? added : { status: 201, body: shownDomain(added) };
  },
});

export const postSetUpDomainVerify = endpoint({
  access: "anyone",
  summary: "Look for a domain's DNS record now.",
  params: IdParam,
  body: z.strictObject({}),
  answers: { 200: Domain },
  refusals: ["link-invalid", "not-allowed", "not-found", "conflict", "domain-not-proven", "not-signed-in"],
  async run({ services, client, input: { id } }) {
    const holder = await findLinkHolder(services, client, "domains");
    const verified = isRefusal(holder) ? holder : await verifyDomain(services, holder.steward, id);
    return isRefusal(verified) ? verified : { status: 200, body: shownDomain(verified) };
  },
});

export const deleteSetUpDomain = endpoint({
  access: "anyone",
  summary: "Remove a domain again.",
  params: IdParam,
  answers: { 204: null },
  refusals: ["link-invalid", "not-allowed", "not-found", "would-strand", "not-signed-in"],
  async run({ services, client, input: { id } }) {
    const holder = await findLinkHolder(services, client, "domains");
    if (isRefusal(holder)) return holder;
    return (await removeDomain(services, holder.steward, id)) ?? { status: 204 };
  },
});

export const putSetUpConnection = endpoint({
  access: "anyone",
  summary: "Say which identity provider it is. One that is in use goes on until a test has passed for the new.",
  body: NewConnection,
  takes: withMetadata,
  answers: { 200: SetUp, 201: SetUp },
  refusals: ["link-invalid", "not-allowed", "not-found", "conflict", "not-signed-in"],
  async run({ services, client, input: { name, ...given } }) {
    const holder = await findLinkHolder(services, client, ["sso", "certificate"]);
    if (isRefusal(holder)) return holder;
    const state = await describeSetUp(services, holder);
    if (isRefusal(state)) return state;
    const { connection } = state;
    // A new protocol is another connection: what there is stays as it is.
    const isThere = connection !== null && connection.kind === given.kind;
    const mayAll = holder.link.intents.includes("sso");
    if (!mayAll && !isThere) return refuse("not-allowed", { reason: "intent" });
    const narrowed = mayAll ? { settings: { name } } : { settings: {}, narrow: onlyCertificates };
    const done = isThere
      ? await patchConnection(services, holder.steward, { id: connection.id, given, ...narrowed })
      : await createConnection(services, holder.steward, { name, ...given });
    return isRefusal(done) ? done : answerState(services, client, isThere ? 200 : 201);
  },
});

async function withConnection(services: Services, client: Client) {
  const holder = await findLinkHolder(services, client, ["sso", "certificate"]);
  if (isRefusal(holder)) return holder;
  const state = await describeSetUp(services, holder);
  if (isRefusal(state)) return state;
  return state.connection ? { holder, connection: state.connection } : refuse("not-found");
}

export const postSetUpTest = endpoint({
  access: "anyone",
  summary: "Begin a test of the connection.",
  body: z.strictObject({}),
  answers: { 201: z.object({ id: z.string(), url: z.string() }) },
  refusals: ["link-invalid", "not-allowed", "not-found", "not-signed-in"],
  async run({ services, client }) {
    const found = await withConnection(services, client);
    const begun = isRefusal(found) ? found : await beginTest(services, found.holder.steward, found.connection.id);
    return isRefusal(begun) ? begun : { status: 201, body: begun };
  },
});

export const getSetUpTest = endpoint({
  access: "anyone",
  summary: "What a test showed.",
  params: IdParam,
  answers: { 200: ConnectionTest },
  refusals: ["link-invalid", "not-allowed", "not-found"],
  async run({ services, client, input: { id } }) {
    const found = await withConnection(services, client);
    const test = isRefusal(found) ? found : await lookAtTest(services.read, { connectionId: found.connection.id, id });
    return isRefusal(test) ? test : { status: 200, body: shownTest(test, services.now()) };
  },
});
