import { describe, expect, test } from "vitest";
import { decideHomeDomain, domainOfAddress, listNamesAbove, type ProvenDomain } from "./home-domain.ts";

describe("the domain of an address", () => {
  test.each([
    ["kim@acme.example", "acme.example"],
    ["Kim@ACME.Example", "acme.example"],
    ["kim@acme.example.", "acme.example"],
    ["kim+tag@acme.example", "acme.example"],
    [" kim@acme.example ", "acme.example"],
    ["kim@evil.example@acme.example", "acme.example"],
    ['"kim@evil.example"@acme.example', "acme.example"],
    ["kim@acme.example@evil.example", "evil.example"],
    ["kim@bücher.example", "xn--bcher-kva.example"],
    ["kim@BÜCHER.example.", "xn--bcher-kva.example"],
    ["kim@acme。example", "acme.example"],
    ["kim@a.b.acme.example", "a.b.acme.example"],
    ["kim@[192.0.2.1]", undefined],
    ["kim@localhost", undefined],
    ["kim", undefined],
    ["kim@", undefined],
    ["", undefined],
  ])("%j: %s", (address, domain) => expect(domainOfAddress(address)).toBe(domain));
});

test.each([
  ["acme.example", ["acme.example"]],
  ["a.b.acme.example", ["a.b.acme.example", "b.acme.example", "acme.example"]],
])("%s is looked for as %j", (domain, names) => expect(listNamesAbove(domain)).toEqual(names));

describe("whose a domain is", () => {
  const proven = (name: string, more: Partial<ProvenDomain> = {}) => ({
    ...{ name, verifiedAt: 1, includeSubdomainsAt: null, releasedAt: null },
    ...more,
  });
  const [plain, whole] = [proven("acme.example"), proven("acme.example", { includeSubdomainsAt: 1 })];
  const eu = proven("eu.acme.example");
  const released = proven("acme.example", { releasedAt: 2 });
  const later = proven("acme.example", { releasedAt: 3, verifiedAt: 2 });
  const next = proven("acme.example", { verifiedAt: 3 });
  test.each<[string, string, ProvenDomain[], ProvenDomain | undefined]>([
    ["nobody's", "acme.example", [], undefined],
    ["its own", "acme.example", [plain], plain],
    ["not a subdomain's", "eu.acme.example", [plain], undefined],
    ["a subdomain's, where they are included", "eu.acme.example", [whole], whole],
    ["one far below", "a.b.c.acme.example", [whole], whole],
    ["not what only ends alike", "notacme.example", [whole], undefined],
    ["the nearest", "eu.acme.example", [whole, eu], eu],
    ["the nearest, in another order", "eu.acme.example", [eu, whole], eu],
    ["not of what is below", "acme.example", [eu], undefined],
    ["its last one's, when it was released", "acme.example", [released], released],
    ["whoever holds it now", "acme.example", [released, next], next],
    ["whoever held it last", "acme.example", [released, later], later],
  ])("%s", (_name, domain, all, home) => expect(decideHomeDomain(domain, all)).toBe(home));
});
