import { describe, expect, test } from "vitest";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";
import type { IpAllowlist } from "../../vocabulary/policies.ts";
import type { BoundAuthenticator } from "../../vocabulary/proofs.ts";
import { type HeldPolicies, heldToNothing, type Source } from "../policies/held/held-policies.ts";
import { decideHeir, decideOwnerLeaving, decideStranding, type OwnershipAct } from "./stranding.ts";

describe("who is an owner no more", () => {
  const target = { accountId: "bob", role: "owner", suspendedAt: null } as const;
  const gone = { leavingId: "bob", heirId: null };
  test.each<[string, Pick<OwnershipAct, "act"> & Partial<OwnershipAct>, ReturnType<typeof decideOwnerLeaving>]>([
    ["whoever hands it over, to whom they hand it", { act: "transfer-ownership" }, { leavingId: "ann", heirId: "bob" }],
    [
      "whoever hands it over to a member",
      { act: "transfer-ownership", target: { ...target, role: "member" } },
      { leavingId: "ann", heirId: "bob" },
    ],
    ["an owner who is removed", { act: "remove" }, gone],
    ["an owner who is suspended", { act: "suspend" }, gone],
    ["an owner who becomes an admin", { act: "change-role", to: "admin" }, gone],
    ["nobody, where an owner stays one", { act: "change-role", to: "owner" }, undefined],
    ["nobody, where an admin is removed", { act: "remove", target: { ...target, role: "admin" } }, undefined],
    ["nobody, where a suspended owner is removed", { act: "remove", target: { ...target, suspendedAt: 0 } }, undefined],
    ["nobody, where an owner is restored", { act: "restore" }, undefined],
    ["nobody, where sessions are ended", { act: "end-sessions" }, undefined],
    ["nobody, where a password is asked for", { act: "require-password-reset" }, undefined],
  ])("%s", (_name, more, expected) => {
    expect(decideOwnerLeaving({ to: undefined, target, callerId: "ann", ...more })).toEqual(expected);
  });
});

describe("letting an owner go", () => {
  const of = (cidr: string) => [{ cidr, label: "" }];
  const list: IpAllowlist = { enabled: true, entries: of("192.0.2.0/24") };
  const owner = (addresses: string[], isBreakGlass = false) => ({ role: "owner" as const, addresses, isBreakGlass });
  const [inside, outside, glass] = [owner(["192.0.2.7"]), owner(["198.51.100.7"]), owner([], true)];
  test.each([
    ["without a list", null, [], true],
    ["with a list that is off", { ...list, enabled: false }, [], true],
    ["with an owner on the list", list, [outside, inside], true],
    ["with an owner who was there once", list, [owner(["198.51.100.7", "192.0.2.7"])], true],
    ["with one named for break-glass", list, [outside, glass], true],
    ["with owners elsewhere only", list, [outside, owner([])], false],
    ["with nobody left", list, [], false],
    [
      "with an owner who is on everyone's list, not on theirs",
      { ...list, adminEntries: of("203.0.113.1") },
      [inside],
      false,
    ],
  ])("%s", (_name, given, left, may) => {
    const refusal = decideStranding({ name: "Acme" }, given, left);
    expect(refusal?.reason).toBe(may ? undefined : "owners-addresses");
    if (refusal)
      expect(refusal).toMatchObject({ refused: "conflict", detail: expect.stringContaining("left in Acme") });
  });
});

describe("an heir", () => {
  const source: Source = { organization: { id: "org_a", name: "Acme" }, workspace: null, since: 1 };
  const all = (...kinds: AuthenticatorKind[]): BoundAuthenticator[] => kinds.map((kind) => ({ kind, id: kind }));
  const due = (value: number) => ({ value, source });
  const key: Partial<HeldPolicies> = { phishingResistantFrom: due(100) };
  test.each<[string, BoundAuthenticator[], Partial<HeldPolicies>, AuthenticatorKind[], boolean]>([
    ["of whom nothing is asked", all("password"), {}, [], true],
    ["who has what is asked", all("password", "passkey"), key, [], true],
    ["who can bind it", all("password"), key, ["passkey"], true],
    ["who can bind only something else", all("password"), key, ["totp", "phone"], false],
    ["whose grace period runs for a millisecond", all("password"), { phishingResistantFrom: due(101) }, [], true],
    ["who can bind nothing", all("password"), { twoFactorFrom: due(100) }, [], false],
    [
      "who has only what is forbidden, and can bind another",
      all("phone"),
      { forbiddenKinds: { phone: source } },
      ["totp"],
      true,
    ],
    [
      "who has only what is forbidden, as is all that is offered",
      all("phone"),
      { forbiddenKinds: { phone: source } },
      ["phone"],
      false,
    ],
  ])("%s", (_name, bound, held, offered, may) => {
    const refusal = decideHeir(bound, { ...heldToNothing, ...held }, offered, 100);
    expect(refusal?.reason).toBe(may ? undefined : "no-way-in");
    if (refusal) expect(refusal.detail).toMatch(/Allow another kind first, such as passkeys, or choose another member/);
    expect(refusal?.detail ?? "").not.toContain("Acme");
  });
});
