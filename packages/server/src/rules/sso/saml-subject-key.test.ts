import { describe, expect, test } from "vitest";
import type { SamlNameId } from "./saml-facts.ts";
import { samlSubjectKey } from "./saml-subject-key.ts";

const parties = { entityId: "https://idp.example", ours: "https://mortise.example/sso/a/metadata" };
const bare = samlSubjectKey(parties, { value: "kim" });

describe("who is the same person at a SAML identity provider", () => {
  test.each<[string, SamlNameId, boolean]>([
    ["qualifiers that go without saying", { value: "kim", nameQualifier: parties.entityId, spNameQualifier: parties.ours }, true],
    ["another format of the same name", { value: "kim", format: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" }, true],
    ["another name", { value: "lee" }, false],
    ["a name that differs in case", { value: "Kim" }, false],
    ["a name of another domain there", { value: "kim", nameQualifier: "https://other.example" }, false],
    ["a name made for another app", { value: "kim", spNameQualifier: "https://other.example" }, false],
    ["qualifiers in each other's place", { value: "kim", nameQualifier: parties.ours, spNameQualifier: parties.entityId }, false],
  ])("%s", (_name, name, isSame) => {
    expect(samlSubjectKey(parties, name) === bare).toBe(isSame);
  });

  test("nobody at another provider", () => {
    expect(samlSubjectKey({ ...parties, entityId: "https://idp.example/" }, { value: "kim" })).not.toBe(bare);
  });
});
