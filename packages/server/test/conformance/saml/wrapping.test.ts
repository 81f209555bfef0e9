import { describe, expect, test } from "vitest";
import { base, idp, judge, own } from "../../support/saml-reading.ts";

const part = (xml: string, pattern: RegExp): string => {
  const [found] = pattern.exec(xml) ?? [];
  if (found === undefined) throw new Error(`Nothing found: ${pattern}`);
  return found;
};
const assertionIn = (xml: string): string => part(xml, /<saml:Assertion .*<\/saml:Assertion>/);
const signatureIn = (xml: string): string => part(xml, /<ds:Signature .*?<\/ds:Signature>/);
const without = (xml: string, piece: string): string => xml.replace(piece, () => "");
const renamed = (xml: string): string => xml.replace(/ ID="[^"]*"/, ` ID="_evil"`);
/** What the attacker wants to be read. */
const evil = (xml: string): string => xml.replaceAll("person-1", "admin").replaceAll("ada@", "admin@");
const put = (xml: string, before: string, piece: string): string => xml.replace(before, () => piece + before);

const signedResponse = idp.respond({ ...base, sign: "response" });
const signedAssertion = idp.respond({ ...base, sign: "assertion" });
const signedBoth = idp.respond({ ...base, sign: "both" });
const honest = {
  response: signedResponse,
  assertion: assertionIn(signedAssertion),
  signature: signatureIn(signedAssertion),
};
const bare = without(honest.assertion, honest.signature);

// The eight of "On Breaking SAML" (Somorovsky and others, 2012), in the numbering of SAML Raider; each with the ID kept and with another.
const attacks: Record<string, (rename: (xml: string) => string) => string> = {
  "XSW1: the signed response inside the signature of another": (rename) => {
    const signature = signatureIn(honest.response);
    const moved = put(signature, "</ds:Signature>", without(honest.response, signature));
    return rename(evil(honest.response)).replace(signature, () => moved);
  },
  "XSW2: the signed response before the signature of another": (rename) => {
    const signature = signatureIn(honest.response);
    return put(rename(evil(honest.response)), signature, without(honest.response, signature));
  },
  "XSW3: another assertion before the signed one": (rename) =>
    put(signedAssertion, honest.assertion, rename(evil(bare))),
  "XSW4: the signed assertion inside another": (rename) =>
    signedAssertion.replace(honest.assertion, () => put(rename(evil(bare)), "</saml:Assertion>", honest.assertion)),
  "XSW5: the signature in another assertion, the signed one at the end": (rename) =>
    put(
      signedAssertion.replace(honest.assertion, () => rename(evil(honest.assertion))),
      "</samlp:Response>",
      bare,
    ),
  "XSW6: the signed assertion inside its signature, in another": (rename) => {
    const moved = put(honest.signature, "</ds:Signature>", bare);
    return signedAssertion.replace(honest.assertion, () =>
      rename(evil(honest.assertion)).replace(honest.signature, () => moved),
    );
  },
  "XSW7: another assertion in an extension": (rename) =>
    put(signedAssertion, honest.assertion, `<samlp:Extensions>${rename(evil(bare))}</samlp:Extensions>`),
  "XSW8: the signed assertion in an object of the signature, in another": (rename) => {
    const moved = put(honest.signature, "</ds:Signature>", `<ds:Object>${bare}</ds:Object>`);
    return signedAssertion.replace(honest.assertion, () =>
      rename(evil(honest.assertion)).replace(honest.signature, () => moved),
    );
  },
  "another assertion behind the signed one": (rename) => put(signedAssertion, "</samlp:Response>", rename(evil(bare))),
  "another assertion in the status": (rename) =>
    put(signedAssertion, "</samlp:Status>", `<samlp:StatusDetail>${rename(evil(bare))}</samlp:StatusDetail>`),
  "the signed assertion in the status, another in its place": (rename) =>
    put(
      signedAssertion.replace(honest.assertion, () => rename(evil(bare))),
      "</samlp:Status>",
      `<samlp:StatusDetail>${honest.assertion}</samlp:StatusDetail>`,
    ),
  "a response around the signed response": (rename) =>
    put(
      rename(evil(without(honest.response, signatureIn(honest.response)))),
      "</samlp:Status>",
      `<samlp:StatusDetail>${honest.response}</samlp:StatusDetail>`,
    ),
  "the signed assertion encrypted, another beside it": (rename) => {
    const encrypted = idp.respond({ ...base, encrypt: { certificatePem: own.certificatePem } });
    return put(encrypted, "</samlp:Response>", rename(evil(bare)));
  },
  "the assertion of a signed response replaced by another": (rename) =>
    signedBoth.replace(assertionIn(signedBoth), () => rename(evil(bare))),
  "the signature of the response moved into the assertion": (rename) => {
    const signature = signatureIn(honest.response);
    return put(rename(evil(without(honest.response, signature))), "<saml:Subject>", signature);
  },
  "an element that only looks like an assertion before it": (rename) =>
    put(
      signedAssertion,
      honest.assertion,
      rename(evil(bare)).replace(/xmlns:saml="[^"]*"/, `xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion"`),
    ),
};

describe.each(Object.entries(attacks))("%s", (name, attack) => {
  test.each([
    ["another ID", renamed],
    ["the ID kept", (xml: string) => xml],
  ])("with %s", (_name, rename) => {
    const xml = attack(rename);
    expect(xml).toContain("admin");
    const { accepted } = judge(xml);
    // What only looks like an assertion is none, and passed over as anything the wrapper may hold.
    if (name.startsWith("an element that only") && accepted) expect(accepted.subject.value).toBe("person-1");
    else expect(accepted).toBeUndefined();
  });
});

test("what is wrapped is good by itself", () => {
  for (const xml of [signedResponse, signedAssertion, signedBoth]) expect(judge(xml).failed).toEqual([]);
});
