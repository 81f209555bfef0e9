import { describe, expect, test } from "vitest";
import type { BoundAuthenticator, Proof } from "../../vocabulary/proofs.ts";
import type { StepUpStrength } from "../../vocabulary/policies.ts";
import { decideVouchedConfirms } from "./vouched.ts";

const one: Pick<Proof, "factors"> = { factors: ["knowledge"] };
const two: Pick<Proof, "factors"> = { factors: ["knowledge", "possession"] };
const password: BoundAuthenticator = { kind: "password", id: "pswd_1" };
const totp: BoundAuthenticator = { kind: "totp", id: "totp_1" };
const passkey: BoundAuthenticator = { kind: "passkey", id: "pkey_1" };

describe("whether an identity provider's word confirms", () => {
  test.each<[string, Pick<Proof, "factors" | "isUndated">, BoundAuthenticator[], StepUpStrength, boolean]>([
    ["of whoever has nothing here", one, [], "second-factor", true],
    ["of whoever has a password here", one, [password], "second-factor", true],
    ["of one factor, beside an app", one, [password, totp], "second-factor", false],
    ["of one factor, beside an app, where any proof does", one, [password, totp], "any", true],
    ["of two factors, beside an app", two, [password, totp], "second-factor", true],
    ["of two factors that does not say when", { ...two, isUndated: true }, [], "any", false],
    ["of two factors, beside a passkey", two, [passkey], "second-factor", true],
    ["beside a passkey that is asked for", two, [passkey], "phishing-resistant-if-bound", false],
    ["where a passkey is asked for and there is none", two, [totp], "phishing-resistant-if-bound", true],
    ["of one factor, beside an app switched off", one, [{ ...totp, isUnusable: true }], "second-factor", true],
  ])("%s", (_name, proof, bound, strength, expected) => {
    expect(decideVouchedConfirms(proof, bound, strength)).toBe(expected);
  });
});
