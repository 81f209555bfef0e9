import { describe, expect, test } from "vitest";
import type { Proof } from "../../vocabulary/proofs.ts";
import { roles } from "../../vocabulary/roles.ts";
import type { Source } from "../policies/held/held-policies.ts";
import { type ActingFacts, decideActing, type HeldAllowlist, listForRole } from "./acting.ts";

const source: Source = { organization: { id: "org_a", name: "Acme" }, workspace: null, since: 1 };
const workspace: Source = { ...source, workspace: { id: "wksp_a", name: "Finance" } };
const only = (...addresses: string[]) => ({ has: (address: string) => addresses.includes(address) });
const list = (everyone: string[], admins: string[] | null = null, by = source): HeldAllowlist => ({
  everyone: only(...everyone),
  admins: admins && only(...admins),
  source: by,
});
const proof = (kind: Proof["kind"], at = 0): Proof => ({ kind, authenticatorId: kind, at });
const facts: ActingFacts = {
  role: "member",
  suspendedAt: null,
  isBreakGlass: false,
  allowlists: [],
  address: "here",
  limits: null,
  lastUsedAt: null,
};
const passkey = [proof("passkey")];
const decide = (more: Partial<ActingFacts>, proofs: readonly Proof[] = [proof("password")], now = 1000) =>
  decideActing({ ...facts, ...more }, proofs, now);

describe("whether a session may act somewhere", () => {
  test.each<[string, Partial<ActingFacts>, readonly Proof[], string]>([
    ["without a list", {}, [], "yes"],
    ["from on the list", { allowlists: [list(["here"])] }, [], "yes"],
    ["from elsewhere", { allowlists: [list(["there"])] }, [], "ip-allowlist"],
    ["from on both lists", { allowlists: [list(["here"]), list(["here"])] }, [], "yes"],
    ["from on the first of two only", { allowlists: [list(["here"]), list([])] }, [], "ip-allowlist"],
    ["from on the second of two only", { allowlists: [list([]), list(["here"])] }, [], "ip-allowlist"],
    ["a suspended member", { suspendedAt: 0 }, [], "membership-suspended"],
    ["a suspended member from elsewhere", { suspendedAt: 1, allowlists: [list([])] }, [], "membership-suspended"],
    ["an owner on the list for owners", { role: "owner", allowlists: [list([], ["here"])] }, [], "yes"],
    ["an owner on the list for everyone else", { role: "owner", allowlists: [list(["here"], [])] }, [], "ip-allowlist"],
    ["break-glass with a passkey", { isBreakGlass: true, allowlists: [list([])] }, passkey, "yes, by break-glass"],
    ["break-glass without a passkey", { isBreakGlass: true, allowlists: [list([])] }, [proof("totp")], "ip-allowlist"],
    ["a passkey without break-glass", { allowlists: [list([])] }, passkey, "ip-allowlist"],
    ["break-glass where it is not needed", { isBreakGlass: true, allowlists: [list(["here"])] }, passkey, "yes"],
    ["break-glass of a suspended owner", { isBreakGlass: true, suspendedAt: 1 }, passkey, "membership-suspended"],
  ])("%s", (_name, more, proofs, expected) => {
    const decision = decide(more, proofs);
    if (decision.may === true) expect(decision.byBreakGlass ? "yes, by break-glass" : "yes").toBe(expected);
    else expect(decision).toMatchObject({ may: false, refusal: { refused: "not-allowed", reason: expected } });
  });

  test("a suspended member is told whom to ask", () => {
    expect(decide({ suspendedAt: 1 })).toMatchObject({
      refusal: { detail: "Your membership in this organization is suspended. Ask one of its administrators." },
    });
  });

  test.each([
    ["how to get on it", false, "Connect from one of them; your session goes on there."],
    ["of the passkey for emergencies", true, "Connect from one of them, or in an emergency sign in with your passkey;"],
  ])("whoever is not on the list is told whose it is, their address, and %s", (_name, isBreakGlass, words) => {
    const decision = decide({ isBreakGlass, allowlists: [list(["here"]), list([], null, workspace)] });
    expect(decision).toMatchObject({
      refusal: {
        detail: expect.stringContaining("Acme can be used from its own networks only, and here is not one of them."),
        policy: { name: "ipAllowlist", organization: source.organization, workspace: workspace.workspace },
      },
    });
    expect(decision).toMatchObject({ refusal: { detail: expect.stringContaining(words) } });
  });
});

describe("a workspace's own limits", () => {
  const limits = { idleSeconds: 10, absoluteSeconds: 60, source: workspace };
  test.each([
    ["a millisecond before idleness", 0, null, 9999, true],
    ["at idleness since the proof", 0, null, 10_000, "after-proof"],
    ["used since, a millisecond before idleness", 0, 5000, 14_999, true],
    ["used since, at idleness", 0, 5000, 15_000, "after-proof"],
    ["used before a newer proof", 5000, 1000, 14_999, true],
    ["used all along, a millisecond before the end", 0, 59_000, 59_999, true],
    ["used all along, at the end", 0, 59_000, 60_000, "after-proof"],
    ["proven again, at what was the end", 50_000, 59_000, 60_000, true],
  ] as const)("%s", (_name, provenAt, lastUsedAt, now, expected) => {
    expect(decide({ limits, lastUsedAt }, [proof("password", provenAt)], now).may).toBe(expected);
  });

  test("say whose they are, and come after the list", () => {
    expect(decide({ limits }, [], 60_000)).toEqual({ may: "after-proof", source: workspace });
    expect(decide({ limits, allowlists: [list([])] }, [], 60_000)).toMatchObject({ may: false });
  });

  test("bind break-glass too", () => {
    expect(decide({ limits, isBreakGlass: true, allowlists: [list([])] }, passkey, 60_000).may).toBe("after-proof");
  });
});

describe("the list somebody is held to", () => {
  const [everyone, admins] = [only("e"), only("a")];
  test.each(roles)("of two lists: %s", (role) => {
    expect(listForRole({ everyone, admins }, role)).toBe(role === "owner" || role === "admin" ? admins : everyone);
  });
  test.each(roles)("of one for everyone: %s", (role) => {
    expect(listForRole({ everyone, admins: null }, role)).toBe(everyone);
  });
});
