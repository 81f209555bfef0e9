// Passkey answers judged as a sign-in judges them, against nothing but the library's verification of the same answers.
import { join } from "node:path";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { answerMessages } from "../processes.mjs";
import { alternate } from "./alternate.mjs";
import { openSource } from "./source.mjs";

const origin = "http://localhost:3000";
const load = await openSource();
const { readConfig } = await load("src/config/config.ts");
const { openServices } = await load("src/open-services.ts");
const { judgePasskey } = await load("src/authenticators/passkey/judge-passkey.ts");
const { issueRequestOptions } = await load("src/authenticators/passkey/request-options.ts");
const { creationOptions } = await load("src/authenticators/passkey/begin-binding.ts");
const { verifyRegistration } = await load("src/authenticators/passkey/verify-registration.ts");
const { SoftwareAuthenticator } = await load("test/support/software-authenticator.ts");

let bench;

answerMessages(async ({ folder, answers }) => {
  bench ??= await prepare(folder);
  const given = await giveAnswers(bench, answers);
  const judge = async ({ question, credential }) => (await judgePasskey(bench.services, question, credential)).right;
  const verify = async ({ credential, challenge }) =>
    (
      await verifyAuthenticationResponse({
        response: credential,
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: "localhost",
        credential: { ...bench.credential, counter: 0 },
      })
    ).verified;
  return alternate(given, { judged: judge, bare: verify });
});

/** A server's services on a SQLite file of its own, with one account that has one passkey. */
async function prepare(folder) {
  const config = readConfig({
    MORTISE_DATABASE_URL: `file:${join(folder, "passkey.db")}`,
    MORTISE_LOG_LEVEL: "silent",
  });
  const log = { info() {}, warn() {}, error() {} };
  const { services } = await openServices({ config, log, sendsMail: false });
  const authenticator = new SoftwareAuthenticator(origin);
  const account = { id: services.newId("acct"), email: "maya@example.com", name: "Maya" };
  const challenge = Buffer.alloc(32, 1).toString("base64url");
  const created = authenticator.create(creationOptions(services, account, { challenge, bound: [] }, {}));
  const registered = await verifyRegistration(config.relyingParty, created, {
    challenge,
    userVerification: "required",
    requiresPresence: true,
  });
  await store(services, account, registered);
  const { credentialId: id, publicKey } = registered;
  return { services, authenticator, account, credential: { id, publicKey } };
}

function store(services, account, { credentialId, publicKey, algorithm }) {
  const now = services.now();
  return services.transact(async ({ tx }) => {
    await tx
      .insertInto("accounts")
      .values({ ...account, emailKey: account.email, emailVerifiedAt: now, createdAt: now })
      .execute();
    await tx
      .insertInto("passkeys")
      .values({
        id: services.newId("pkey"),
        accountId: account.id,
        name: "Laptop",
        credentialId,
        publicKey,
        algorithm,
        counter: 0,
        transports: "[]",
        createdAt: now,
        expiresAt: now,
        boundAt: now,
        userVerifiedAt: now,
      })
      .execute();
  });
}

/** Each with a challenge of its own; signing is not measured. */
async function giveAnswers({ services, authenticator, account }, count) {
  const given = [];
  for (let each = 0; each < count; each++) {
    const question = {
      attemptId: services.newId("attm"),
      purpose: "sign-in",
      accountId: account.id,
      isForAnyone: false,
      sessionId: null,
      proofs: 0,
    };
    const options = await services.transact((work) => issueRequestOptions(work, question));
    given.push({ question, challenge: options.challenge, credential: authenticator.get(options) });
  }
  return given;
}
