import { describe, expect, test } from "vitest";
import { decideClaim, wrong } from "./claiming.ts";

describe("a domain may be claimed", () => {
  test.each([
    ["acme.example", "acme.example", true, undefined],
    ["acme.example", "acme.example", false, undefined],
    ["eu.acme.example", "acme.example", false, undefined],
    ["eu.acme.example", "acme.example", true, "#/includeSubdomains"],
    ["co.uk", null, false, "#/name"],
    ["github.io", null, true, "#/name"],
    ["gmail.com", "gmail.com", false, "#/name"],
    ["mail.yahoo.co.uk", "yahoo.co.uk", false, "#/name"],
  ])("%s of %s, with subdomains %s: %s", (name, registrable, includeSubdomains, pointer) => {
    const refused = decideClaim({ name, registrable, includeSubdomains });
    expect(refused?.errors[0]?.pointer).toBe(pointer);
    if (refused) expect(refused.refused).toBe("invalid-request");
  });

  test("what is wrong is said at its place", () =>
    expect(wrong("name", "Why.")).toEqual({
      refused: "invalid-request",
      errors: [{ pointer: "#/name", detail: "Why." }],
    }));
});
