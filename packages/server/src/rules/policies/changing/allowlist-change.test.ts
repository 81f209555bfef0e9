import { describe, expect, test } from "vitest";
import { type IpAllowlist, noPolicies } from "../../../vocabulary/policies.ts";
import { roles } from "../../../vocabulary/roles.ts";
import { areOwnersKeptOut, decideAllowlistChange, isOn, readyAllowlist } from "./allowlist-change.ts";
import type { PolicyChangeFacts, Standing } from "./change-facts.ts";

const here = "192.0.2.7";
const there = "198.51.100.7";
const of = (...cidrs: string[]) => cidrs.map((cidr) => ({ cidr, label: "" }));
const list = (everyone: string[], admins?: string[] | null): IpAllowlist => ({
  enabled: true,
  entries: of(...everyone),
  ...(admins !== undefined && { adminEntries: admins && of(...admins) }),
});
const standing = (more: Partial<Standing> = {}): Standing => ({
  ...{ role: "owner", isHeld: true, kinds: [], addresses: [here], isBreakGlass: false, alsoHeldTo: [] },
  ...more,
});
const glass = standing({ addresses: [], isBreakGlass: true });

function decide(ipAllowlist: IpAllowlist | null, more: Partial<PolicyChangeFacts> = {}) {
  const facts: PolicyChangeFacts = {
    isWorkspace: false,
    steps: [{ policy: "ipAllowlist", from: null, to: ipAllowlist }],
    before: noPolicies,
    after: { ...noPolicies, ipAllowlist },
    others: [],
    plan: {} as PolicyChangeFacts["plan"],
    offered: [],
    caller: standing(),
    addressFault: null,
    owners: [standing()],
    leftWithout: 0,
    singleSignOn: { hasActiveConnection: false, isTestedByCaller: false },
    ...more,
  };
  return decideAllowlistChange(facts);
}

describe("an IP allowlist", () => {
  const far = { caller: standing({ addresses: [there] }) };
  const inWorkspace = { isWorkspace: true };
  test.each<[string, IpAllowlist | null, Partial<PolicyChangeFacts>, string | undefined]>([
    ["that holds one's own address", list([here]), {}, undefined],
    ["that holds a range of it", list(["192.0.2.0/24"]), {}, undefined],
    ["that does not", list([there]), {}, "own-address"],
    ["that is taken off", null, {}, undefined],
    ["that is off", { ...list([]), enabled: false }, { addressFault: "unknown" }, undefined],
    ["that is not changed", list([there]), { steps: [] }, undefined],
    ["of nobody", list([]), {}, "empty-allowlist"],
    ["of no owners and admins", list([here], []), {}, "empty-allowlist"],
    ["whose owners and admins have no list of their own", list([here], null), {}, undefined],
    ["set from an address that is not known", list([here]), { addressFault: "unknown" }, "address-unknown"],
    ["set from a proxy", list([here]), { addressFault: "proxy" }, "address-unknown"],
    ["of nobody, set from a proxy", list([]), { addressFault: "proxy" }, "empty-allowlist"],
    ["that holds it for owners and admins", list([there], [here]), {}, undefined],
    ["that holds it for everyone else", list([here], [there]), {}, "own-address-admins"],
    ["set by who has no address", list([here]), { caller: standing({ addresses: [] }) }, "own-address"],
    [
      "of a workspace one is not in",
      list([here]),
      { ...inWorkspace, caller: standing({ isHeld: false, addresses: [there] }) },
      undefined,
    ],
    ["of a workspace one is in", list([here]), { ...inWorkspace, ...far }, "own-address"],
    ["that lets no owner in", list([here]), { owners: [standing({ addresses: [there] })] }, "owners-addresses"],
    ["that lets no owner in, of a workspace", list([here]), { ...inWorkspace, owners: [] }, undefined],
    [
      "that lets in one owner by one address",
      list([here]),
      { owners: [standing({ addresses: [there, here] }), glass] },
      undefined,
    ],
    ["that lets in two owners by break-glass", list([here]), { owners: [glass, glass] }, undefined],
    ["that lets in one owner by break-glass", list([here]), { owners: [glass] }, "owners-addresses"],
  ])("%s", (_name, given, more, reason) => {
    const refusal = decide(given, more);
    expect(refusal?.reason).toBe(reason);
    expect(refusal?.refused).toBe(reason && "not-allowed");
  });

  test.each<[string, IpAllowlist, Partial<PolicyChangeFacts>, string]>([
    ["how to begin", list([]), {}, "Add your own address first, or switch the list off."],
    ["that an address is not known", list([here]), { addressFault: "unknown" }, "comes from is not known, so"],
    ["that an address is a proxy's", list([here]), { addressFault: "proxy" }, "comes from is that of a proxy, so"],
    ["what to check", list([here]), { addressFault: "proxy" }, "check MORTISE_TRUSTED_PROXIES first"],
    ["one's own address", list([there]), {}, `Your own address, ${here}, is not on the list. Add it`],
    ["which list", list([here], [there]), {}, `${here}, is not on the list for owners and admins.`],
    [
      "whose list",
      list([there]),
      { isWorkspace: true },
      `${here}, is not on the workspace's list, and you are in that workspace.`,
    ],
    ["the other way in", list([here]), { owners: [] }, "name two owners for break-glass first"],
  ])("that is refused says %s", (_name, given, more, words) => {
    expect(decide(given, more)?.detail).toContain(words);
  });
});

test.each([
  ["by having none at all", [], true],
  ["by an address elsewhere", [standing({ addresses: [there] })], true],
  ["not by one who came from it", [standing({ addresses: [there] }), standing()], false],
  ["by only one named for break-glass", [glass, standing({ addresses: [] })], true],
  ["not by two named for break-glass", [glass, glass], false],
] as const)("a list keeps all owners out %s", (_name, owners, expected) => {
  expect(areOwnersKeptOut(list([here]), owners)).toBe(expected);
});

describe("somebody is on the list they are held to", () => {
  test.each(roles)("of two: %s", (role) => {
    const ready = readyAllowlist(list([here], [there]));
    const isAdmin = role === "owner" || role === "admin";
    expect([isOn(ready, { role }, here), isOn(ready, { role }, there)]).toEqual([!isAdmin, isAdmin]);
  });
  test.each(roles)("of one for everyone: %s", (role) => {
    for (const one of [list([here]), list([here], null)])
      expect([here, there].map((each) => isOn(readyAllowlist(one), { role }, each))).toEqual([true, false]);
  });
});
