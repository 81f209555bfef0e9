import { describe, expect, test } from "vitest";
import type { Proof } from "../../vocabulary/proofs.ts";
import { type HeldPolicies, heldToNothing, type Source } from "../policies/held/held-policies.ts";
import type { ActingFacts } from "./acting.ts";
import { decideRequest, type RequestFacts } from "./request.ts";

const source = (id: string): Source => ({ organization: { id, name: id }, workspace: null, since: 1 });
const from = (value: number, id = "org_a") => ({ value, source: source(id) });
const held = (more: Partial<HeldPolicies>): HeldPolicies => ({ ...heldToNothing, ...more });
const proof = (kind: Proof["kind"]): Proof => ({ kind, authenticatorId: kind, at: 0 });
const session = {
  createdAt: 0,
  lastSeenAt: 0,
  expiresAt: 600_000,
  flaggedAt: null,
  rememberedAt: null,
  proofs: [proof("password")],
};
const acting = (more: Partial<ActingFacts>): ActingFacts => ({
  role: "member",
  suspendedAt: null,
  isBreakGlass: false,
  allowlists: [],
  address: "192.0.2.1",
  limits: null,
  lastUsedAt: null,
  ...more,
});
const facts = { session, limits: { idleSeconds: 60, absoluteSeconds: 600 }, held: heldToNothing, now: 1000 };
const decide = (more: Partial<RequestFacts>) => decideRequest({ ...facts, ...more });
const shut = [{ everyone: { has: () => false }, admins: null, source: source("org_l") }];

describe("whose limit ended a session", () => {
  const idle = held({ idleSeconds: from(10, "org_i") });
  const absolute = held({ absoluteSeconds: from(30, "org_b") });
  const both = { ...idle, ...{ absoluteSeconds: absolute.absoluteSeconds } };
  const seen = (lastSeenAt: number) => ({ session: { ...session, lastSeenAt } });
  test.each<[string, Partial<RequestFacts>, string]>([
    ["nobody's, a millisecond before it", { now: 59_999 }, "admitted"],
    ["the deployment's idle limit", { now: 60_000 }, "ended by null"],
    ["nobody's, at its last millisecond", { ...seen(590_000), now: 599_999 }, "admitted"],
    ["the deployment's absolute limit", { ...seen(590_000), now: 600_000 }, "ended by null"],
    ["nobody's, a millisecond before an organization's", { held: idle, now: 9999 }, "admitted"],
    ["an organization's idle limit", { held: idle, now: 10_000 }, "ended by org_i"],
    ["nobody's, a millisecond before an absolute one", { ...seen(29_000), held: absolute, now: 29_999 }, "admitted"],
    ["an organization's absolute limit", { ...seen(29_000), held: absolute, now: 30_000 }, "ended by org_b"],
    ["of both the idle one, where it has passed", { held: both, now: 10_000 }, "ended by org_i"],
    ["of both the absolute one, where only it has", { ...seen(29_000), held: both, now: 30_000 }, "ended by org_b"],
    ["of both the idle one, where both have", { held: both, now: 40_000 }, "ended by org_i"],
    ["the deployment's, where both have passed", { held: idle, now: 60_000 }, "ended by null"],
    ["nobody's, where a looser one is asked for", { held: held({ idleSeconds: from(99) }), now: 59_999 }, "admitted"],
  ])("%s", (_name, more, expected) => {
    const decision = decide(more);
    const by = decision.verdict === "ended" ? ` by ${decision.by?.organization.id ?? null}` : "";
    expect(`${decision.verdict}${by}`).toBe(expected);
  });
});

describe("what becomes of a request", () => {
  const day = 86_400_000;
  const long = { idleSeconds: 2 * 86_400, absoluteSeconds: 2 * 86_400 };
  const flagged = (flaggedAt: number) => ({ session: { ...session, expiresAt: 2 * day, flaggedAt }, limits: long });
  const any = held({ twoFactorFrom: from(1000) });
  const twice = { session: { ...session, proofs: [proof("password"), proof("totp")] } };
  test.each<[string, Partial<RequestFacts>, string]>([
    ["it is admitted", {}, "admitted"],
    ["of a session on hold, it waits", flagged(0), "flagged"],
    ["of a session on hold at the beginning of time, too", flagged(0), "flagged"],
    ["of a session whose flag was ignored for a day, it has ended", { ...flagged(0), now: day }, "ended"],
    ["a millisecond earlier it waits", { ...flagged(0), now: day - 1 }, "flagged"],
    [
      "of a session on hold, before it is asked where it acts",
      { ...flagged(0), acting: acting({ suspendedAt: 1 }) },
      "flagged",
    ],
    ["of a session on hold, before policy", { ...flagged(0), held: any }, "flagged"],
    ["of a suspended member, it is kept out", { acting: acting({ suspendedAt: 1 }) }, "kept-out"],
    ["from elsewhere, it is kept out", { acting: acting({ allowlists: shut }) }, "kept-out"],
    ["from elsewhere, before policy", { acting: acting({ allowlists: shut }), held: any }, "kept-out"],
    ["from where one may act, it is admitted", { acting: acting({}) }, "admitted"],
    ["with too little proven, it is below policy", { held: any }, "below-policy"],
    ["with too little a millisecond early, it is admitted", { held: any, now: 999 }, "admitted"],
    ["with enough proven, it is admitted", { held: any, ...twice }, "admitted"],
    ["on a remembered device, it is admitted", { held: any, session: { ...session, rememberedAt: 0 } }, "admitted"],
  ])("%s", (_name, more, expected) => {
    expect(decide(more).verdict).toBe(expected);
  });

  test("it is kept out with what was decided about acting", () => {
    const limits = { idleSeconds: 1, absoluteSeconds: 1, source: source("wksp") };
    expect(decide({ acting: acting({ limits }) })).toEqual({
      verdict: "kept-out",
      acting: { may: "after-proof", source: limits.source },
    });
  });

  test.each([
    ["admitted", heldToNothing],
    ["below-policy", held({ forbiddenKinds: { passkey: source("org_f") } })],
  ] as const)("it says that it came by break-glass when it is %s", (verdict, policies) => {
    const breakGlass = { held: policies, session: { ...session, proofs: [proof("passkey")] } };
    const inside = acting({ allowlists: shut, isBreakGlass: true, role: "owner" });
    expect(decide({ ...breakGlass, acting: inside })).toEqual({ verdict, byBreakGlass: true });
    expect(decide(breakGlass)).toEqual({ verdict, byBreakGlass: false });
  });
});
