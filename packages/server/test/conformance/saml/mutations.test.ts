import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base, idp, judge, own } from "../../support/saml-reading.ts";

const encrypt = { certificatePem: own.certificatePem };
const documents = {
  "a signed assertion": idp.respond(base),
  "a signed response": idp.respond({ ...base, sign: "response" }),
  "both signed": idp.respond({ ...base, sign: "both" }),
  "a signed assertion, encrypted": idp.respond({ ...base, encrypt }),
};

const snippets = [
  "",
  " ",
  "a",
  "<",
  ">",
  '"',
  "&amp;",
  "&#0;",
  "<!---->",
  "<x/>",
  `<saml:Assertion ID="_e"/>`,
  `<saml:NameID>admin</saml:NameID>`,
  `<saml:Attribute Name="email"><saml:AttributeValue>admin@acme.example</saml:AttributeValue></saml:Attribute>`,
  ` xmlns:saml="urn:x"`,
  ` xmlns="urn:oasis:names:tc:SAML:2.0:assertion"`,
  ` ID="_e"`,
  "</saml:Issuer>",
  "</saml:Assertion>",
  "saml:",
  "admin",
];

/** Puts something else in the place of a piece, or moves a piece to another place, the tags being the likeliest borders. */
const mutation = (xml: string) => {
  const length = xml.length;
  // In the wrapper as often as in the assertion, which is much longer.
  const place = fc.oneof(
    fc.nat(xml.search(/<saml:(Encrypted)?Assertion/)),
    fc.nat(length),
    fc.nat(40).map((back) => length - back),
  );
  return fc.record({
    at: place,
    cut: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(length)),
    put: fc.oneof(fc.constantFrom(...snippets), fc.string({ maxLength: 3 })),
    copyTo: fc.option(place, { freq: 3 }),
    toTags: fc.boolean(),
  });
};

function mutate(
  xml: string,
  { at, cut, put, copyTo, toTags }: { at: number; cut: number; put: string; copyTo: number | null; toTags: boolean },
): string {
  const align = (place: number): number => {
    const found = toTags ? xml.indexOf("<", place) : place;
    return found < 0 ? xml.length : found;
  };
  const [from, to] = [align(at), align(at + cut)];
  const changed = xml.slice(0, from) + put + xml.slice(to);
  if (copyTo === null) return changed;
  const place = align(copyTo);
  return changed.slice(0, place) + xml.slice(from, to) + changed.slice(place);
}

describe("whatever is changed, the same is accepted or nothing:", () => {
  test.each(Object.entries(documents))("%s", (_name, xml) => {
    const { accepted } = judge(xml);
    expect(accepted).toBeDefined();
    let same = 0;
    fc.assert(
      fc.property(mutation(xml), (each) => {
        const outcome = judge(mutate(xml, each));
        if (outcome.accepted === undefined) return;
        same++;
        expect(outcome.accepted).toEqual(accepted);
      }),
      { numRuns: 2500 },
    );
    // Some change nothing that counts: else the property would hold of a reader that refuses all.
    expect(same).toBeGreaterThan(0);
  });
});
