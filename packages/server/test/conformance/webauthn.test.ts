import { readFileSync } from "node:fs";
import {
  cose,
  decodeAttestationObject,
  decodeCredentialPublicKey,
  parseAuthenticatorData,
} from "@simplewebauthn/server/helpers";
import { describe, expect, test } from "vitest";
import { acceptedAlgorithms } from "../../src/rules/authenticators/ceremony.ts";
import { verifyAssertion } from "../../src/authenticators/passkey/verify-assertion.ts";
import { verifyRegistration } from "../../src/authenticators/passkey/verify-registration.ts";

interface Ceremony {
  readonly challenge: string;
  readonly clientDataJSON: string;
}
interface Case {
  readonly id: string;
  readonly title: string;
  readonly registration: Ceremony & { credential_id: string; aaguid: string; attestationObject: string };
  readonly authentication: Ceremony & { authenticatorData: string; signature: string };
}
const vectors = JSON.parse(readFileSync(new URL("vectors/w3c-l3-test-vectors.json", import.meta.url), "utf8")) as {
  rpId: string;
  origin: string;
  topOrigin: string;
  cases: Case[];
};

const b64 = (hex: string): string => Buffer.from(hex, "hex").toString("base64url");
const party = (...origins: string[]) =>
  ({
    id: vectors.rpId,
    origins,
    relatedOrigins: [],
    attestation: "none",
    newAlgorithms: acceptedAlgorithms,
    endpoints: { enroll: "", manage: "" },
  }) as const;
const alone = party(vectors.origin);
const inListedHost = party(vectors.origin, vectors.topOrigin);

/** Refused for what this relying party asks for and allows, not for a fault in them (docs/decisions/0019). */
const refused: Readonly<Record<string, string>> = {
  "none-es256-crossOrigin": "made in a frame that does not say where",
  "none-es256-topOrigin": "made in a frame on a site that is not listed",
  "packed-ed448": "made with an algorithm that is not asked for",
};

/** Refused too where statements are asked for: these chain to a root nobody trusts, or name a maker that does not exist. */
const refusedStatements = ["tpm-es256", "android-key-es256", "apple-es256", "fido-u2f-es256"];

function registration({ registration: { credential_id, clientDataJSON, attestationObject } }: Case) {
  const id = b64(credential_id);
  const response = { clientDataJSON: b64(clientDataJSON), attestationObject: b64(attestationObject) };
  return { id, rawId: id, type: "public-key", response } as const;
}

function assertion({ registration, authentication: { clientDataJSON, authenticatorData, signature } }: Case) {
  const id = b64(registration.credential_id);
  const response = {
    clientDataJSON: b64(clientDataJSON),
    authenticatorData: b64(authenticatorData),
    signature: b64(signature),
  };
  return { id, rawId: id, type: "public-key", response } as const;
}

function known({ registration: { credential_id, attestationObject } }: Case) {
  const authData = decodeAttestationObject(Buffer.from(attestationObject, "hex")).get("authData");
  const { credentialPublicKey: publicKey, flags } = parseAuthenticatorData(authData);
  if (!publicKey) throw new Error("This vector has no key.");
  const algorithm = Number(decodeCredentialPublicKey(publicKey).get(cose.COSEKEYS.alg));
  return { credentialId: b64(credential_id), publicKey, algorithm, counter: 0, backupEligible: flags.be };
}

const register = (each: Case, relyingParty: Parameters<typeof verifyRegistration>[0] = alone, changes = {}) =>
  verifyRegistration(relyingParty, registration(each), {
    challenge: b64(each.registration.challenge),
    userVerification: "preferred",
    requiresPresence: true,
    ...changes,
  });
const authenticate = (each: Case, relyingParty: Parameters<typeof verifyAssertion>[0] = alone, changes = {}) =>
  verifyAssertion(relyingParty, assertion(each), known(each), {
    challenge: b64(each.authentication.challenge),
    userVerification: "preferred",
    ...changes,
  });

// All thirty test vectors of Web Authentication Level 3.
describe.each(vectors.cases)("W3C vector $id ($title)", (each) => {
  const isRefused = each.id in refused;
  const isUserVerified = (flags: string): boolean => (Number.parseInt(flags, 16) & 4) !== 0;

  test("registration", async () => {
    const verified = await register(each);
    expect(verified !== undefined).toBe(!isRefused);
    if (verified) {
      expect(verified.credentialId).toBe(b64(each.registration.credential_id));
      expect(verified.aaguid?.replaceAll("-", "") ?? "0".repeat(32)).toBe(each.registration.aaguid);
    }
    // The same bytes are refused for any other challenge, origin or relying party.
    expect(await register(each, alone, { challenge: b64(each.authentication.challenge) })).toBeUndefined();
    expect(await register(each, party("https://other.example"))).toBeUndefined();
    expect(await register(each, { ...alone, id: "other.example" })).toBeUndefined();
  });

  test("authentication", async () => {
    const verified = await authenticate(each);
    expect(verified.verified).toBe(!isRefused);
    const flags = each.authentication.authenticatorData.slice(64, 66);
    if (verified.verified) expect(verified.userVerified).toBe(isUserVerified(flags));
    const demanding = await authenticate(each, alone, { userVerification: "required" });
    expect(demanding.verified).toBe(!isRefused && isUserVerified(flags));
    const otherChallenge = await authenticate(each, alone, { challenge: b64(each.registration.challenge) });
    expect(otherChallenge.verified).toBe(false);
    expect((await authenticate(each, party("https://other.example"))).verified).toBe(false);
    expect((await authenticate(each, { ...alone, id: "other.example" })).verified).toBe(false);
  });
});

describe("where attestation is asked for", () => {
  const direct = { ...alone, attestation: "direct" } as const;
  test.each(vectors.cases)("W3C vector $id", async (each) => {
    const verified = await register(each, direct);
    expect(verified !== undefined).toBe(!(each.id in refused) && !refusedStatements.includes(each.id));
    if (verified) expect(verified.attestationFormat).toBe(each.id.split("-")[0]);
  });
});

test("a ceremony in a listed host's frame is accepted when the browser names the host", async () => {
  const framed = vectors.cases.find(({ id }) => id === "none-es256-topOrigin")!;
  expect(await register(framed, inListedHost)).toBeDefined();
  expect((await authenticate(framed, inListedHost)).verified).toBe(true);
  const unnamed = vectors.cases.find(({ id }) => id === "none-es256-crossOrigin")!;
  expect(await register(unnamed, inListedHost)).toBeUndefined();
  expect((await authenticate(unnamed, inListedHost)).verified).toBe(false);
});

test("thirty vectors are here", () => {
  expect(vectors.cases).toHaveLength(15);
});
