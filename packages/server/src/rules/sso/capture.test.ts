import { describe, expect, test } from "vitest";
import type { RequiredSingleSignOn } from "../../vocabulary/policies.ts";
import type { Proof } from "../../vocabulary/proofs.ts";
import { type CapturedFacts, type CaptureFacts, decideCapture, decideCaptured } from "./capture.ts";

type Place = CaptureFacts["places"][number];
const at = (organizationId: string, required: RequiredSingleSignOn, more: Partial<Place> = {}): Place => ({
  ...{ organizationId, required, suspendedAt: null, isBreakGlass: false },
  ...more,
});
const home = (required: RequiredSingleSignOn, isCapturing = true): CaptureFacts["home"] => ({
  ...{ organizationId: "acme", required, isCapturing },
});
const glass = { isBreakGlass: true };

describe("somebody is captured", () => {
  test.each<[string, CaptureFacts["home"], readonly Place[], readonly string[]]>([
    ["nowhere", null, [], []],
    ["not by a place that asks nothing", null, [at("acme", "none")], []],
    ["not by a place that asks those at its domains", null, [at("acme", "verified-domains")], []],
    ["by a place that asks everyone", null, [at("acme", "everyone")], ["acme"]],
    ["by each place that does", null, [at("acme", "everyone"), at("beta", "everyone")], ["acme", "beta"]],
    ["not where they are suspended", null, [at("acme", "everyone", { suspendedAt: 1 })], []],
    ["not by a domain whose organization asks nothing", home("none"), [at("acme", "none")], []],
    ["by their domain, as a member", home("verified-domains"), [at("acme", "verified-domains")], ["acme"]],
    ["by their domain, as nobody's member", home("verified-domains"), [], ["acme"]],
    ["by their domain, as another's member", home("everyone"), [at("beta", "none")], ["acme"]],
    [
      "by their domain though suspended there",
      home("verified-domains"),
      [at("acme", "verified-domains", { suspendedAt: 1 })],
      ["acme"],
    ],
    ["by their domain alone, where another asks too", home("verified-domains"), [at("beta", "everyone")], ["acme"]],
    ["by another, where their domain asks nothing", home("none"), [at("beta", "everyone")], ["beta"]],
    [
      "by a domain that was lost, as a member",
      home("verified-domains", false),
      [at("acme", "verified-domains")],
      ["acme"],
    ],
    ["not by a domain that was lost, as nobody's member", home("everyone", false), [], []],
    ["not by one that was lost, but by another", home("everyone", false), [at("beta", "everyone")], ["beta"]],
  ])("%s", (_name, given, places, expected) => {
    expect(decideCapture({ home: given, places })?.organizationIds ?? []).toEqual(expected);
  });

  test.each<[string, CaptureFacts["home"], readonly Place[], boolean]>([
    ["named by whom they are captured", null, [at("acme", "everyone", glass)], true],
    ["named by one of two", null, [at("acme", "everyone", glass), at("beta", "everyone")], false],
    ["named by both", null, [at("acme", "everyone", glass), at("beta", "everyone", glass)], true],
    ["named by another than their domain's", home("everyone"), [at("beta", "everyone", glass)], false],
    [
      "named, but suspended by their domain's",
      home("everyone"),
      [at("acme", "everyone", { ...glass, suspendedAt: 1 })],
      false,
    ],
    ["named by their domain's", home("everyone"), [at("acme", "everyone", glass), at("beta", "everyone")], true],
  ])("and %s for break-glass", (_name, given, places, expected) => {
    expect(decideCapture({ home: given, places })?.isBreakGlass).toBe(expected);
  });
});

const proof = (kind: Proof["kind"], more: Partial<Proof> = {}): Proof => ({
  kind,
  authenticatorId: kind,
  at: 0,
  ...more,
});
const verified = proof("passkey", { userVerified: true });

describe("a captured person", () => {
  test.each<[string, Partial<CapturedFacts> | null, readonly Proof[], string]>([
    ["who is none, by a password", null, [proof("password")], "anything, opens"],
    ["by a password", {}, [proof("password")], "sso-required"],
    ["by a passkey", {}, [verified], "sso-required"],
    ["by all they have here", {}, [proof("password"), proof("totp"), verified], "sso-required"],
    ["by their provider", { identities: ["sso"] }, [proof("sso")], "anything, opens"],
    ["by another's provider", { identities: ["other"] }, [proof("sso")], "sso-required"],
    [
      "by a password that calls itself their identity",
      { identities: ["password"] },
      [proof("password")],
      "sso-required",
    ],
    ["whom their provider has just named", { isVouchedFor: true }, [proof("password")], "anything, opens"],
    ["named for break-glass, by a password", glass, [proof("password")], "break-glass, does not open"],
    ["named for break-glass, by two steps", glass, [proof("password"), proof("totp")], "break-glass, does not open"],
    [
      "named for break-glass, by a key that verified nobody",
      glass,
      [proof("password"), proof("passkey")],
      "break-glass, does not open",
    ],
    ["named for break-glass, by a passkey", glass, [verified], "break-glass, opens"],
    ["named for break-glass, by their provider", { ...glass, identities: ["sso"] }, [proof("sso")], "anything, opens"],
  ])("%s", (_name, captured, proofs, expected) => {
    const facts = captured && { isBreakGlass: false, identities: [], isVouchedFor: false, ...captured };
    const decided = decideCaptured(facts, proofs);
    expect("refused" in decided ? decided.reason : `${decided.by}, ${decided.opens ? "opens" : "does not open"}`).toBe(
      expected,
    );
  });
});
