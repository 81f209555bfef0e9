// SAML responses judged as a sign-in judges them, against nothing but node-saml's validation of the same ones.
import { join } from "node:path";
import { SAML } from "@node-saml/node-saml";
import { answerMessages } from "../processes.mjs";
import { alternate } from "./alternate.mjs";
import { openSource } from "./source.mjs";

const load = await openSource();
const { readConfig } = await load("src/config/config.ts");
const { openServices } = await load("src/open-services.ts");
const { findConnection } = await load("src/policies/connections.ts");
const { keepCertificates } = await load("src/sso/connections/certificates.ts");
const { keepOwnKey, makeOwnKey } = await load("src/sso/connections/own-keys.ts");
const { inForce } = await load("src/sso/flow/begin.ts");
const { judgeSaml } = await load("src/sso/saml-sign-in/judge-saml.ts");
const { makeSamlIdp } = await load("test/support/saml-idp.ts");

let bench;

answerMessages(async ({ folder, count }) => {
  bench ??= await prepare(folder);
  const { services, asked, idp, ours } = bench;
  const now = services.now();
  const given = Array.from({ length: count }, (_, at) => {
    const request = { id: `_request-${at}`, at: now - 1000, forceAuthn: false };
    const answer = { audience: ours, acsUrl: bench.acsUrl, inResponseTo: request.id, now };
    return { request, field: Buffer.from(idp.respond(answer)).toString("base64") };
  });
  const judge = async (question) => (await judgeSaml(services, asked, question)).vouched !== null;
  const validate = async ({ field }) => {
    const { profile } = await bench.bare.validatePostResponseAsync({ SAMLResponse: field });
    return profile !== null;
  };
  return alternate(given, { judged: judge, validated: validate });
});

/** A server's services on a SQLite file of its own, with one connection. */
async function prepare(folder) {
  const config = readConfig({
    MORTISE_DATABASE_URL: `file:${join(folder, "saml.db")}`,
    MORTISE_LOG_LEVEL: "silent",
  });
  const log = { info() {}, warn() {}, error() {} };
  const { services } = await openServices({ config, log, sendsMail: false });
  const idp = await makeSamlIdp();
  const id = services.newId("conn");
  const key = await makeOwnKey(services, id);
  await services.transact((work) => store(work, { id, idp, key }));
  const ours = `${config.publicUrl}/sso/${id}/metadata`;
  const acsUrl = `${config.publicUrl}/sso/${id}/acs`;
  const bare = new SAML({
    callbackUrl: acsUrl,
    entryPoint: idp.ssoUrl,
    issuer: ours,
    audience: ours,
    idpCert: idp.own.certificatePem,
    idpIssuer: idp.entityId,
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: true,
  });
  const asked = inForce(await findConnection(services.read, id));
  return { services, asked, idp, ours, acsUrl, bare };
}

async function store(work, { id, idp, key }) {
  const at = work.now();
  const organizationId = work.newId("org");
  const organization = { id: organizationId, name: "Acme", plan: "enterprise", timeZone: "UTC", createdAt: at };
  await work.tx.insertInto("organizations").values(organization).execute();
  const { entityId, ssoUrl, own } = idp;
  const configuration = {
    ...{ kind: "saml", entityId, ssoUrl, certificates: [own.certificatePem] },
    ...{ sloUrl: null, sloResponseUrl: null, metadataUrl: null },
  };
  const connection = {
    ...{ id, organizationId, kind: "saml", name: "Acme", jit: "off", trustSecondFactor: "amr-only", roleRules: "[]" },
    ...{ configuration: JSON.stringify(configuration), revision: "1", createdAt: at, activatedAt: at },
  };
  await work.tx.insertInto("connections").values(connection).execute();
  await keepCertificates(work, id, configuration.certificates);
  await keepOwnKey(work, key);
}
