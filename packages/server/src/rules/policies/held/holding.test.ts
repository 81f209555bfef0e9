import { describe, expect, test } from "vitest";
import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";
import { type HeldPolicies, heldToNothing, type Source } from "./held-policies.ts";
import { allowNeededPasskeys, decideHeld, type HoldingFacts, type SetHere } from "./holding.ts";

const day = 86_400_000;
const start = Date.UTC(2026, 10, 22);
const organization = { id: "org_a", name: "Acme" };
const here = { organization, workspace: null };
const inWorkspace = { organization, workspace: { id: "wksp_a", name: "Finance" } };
const decide = (set: SetHere, more: Partial<HoldingFacts> = {}) =>
  decideHeld({ set, from: here, joinedAt: 0, timeZone: "UTC", ...more });
const by = (since: number, from: Omit<Source, "since"> = here): Source => ({ ...from, since });

describe("what one place holds somebody to", () => {
  const demand = (graceDays: number, twoFactor: number | null, phishingResistant: number | null): SetHere => ({
    secondFactor: { value: { required: "two-factor", graceDays, since: { twoFactor, phishingResistant } }, setAt: 9 },
  });
  const limits: SetHere = { session: { value: { idleSeconds: 60, absoluteSeconds: 600 }, setAt: 9 } };
  test.each<[string, SetHere, Partial<HoldingFacts>, Partial<HeldPolicies>]>([
    ["nothing", {}, {}, {}],
    ["no second factor", demand(0, null, null), {}, {}],
    ["a second factor at once", demand(0, 5, null), {}, { twoFactorFrom: { value: 5, source: by(5) } }],
    [
      "a second factor after its days",
      demand(1, start + 5, null),
      {},
      { twoFactorFrom: { value: start + 2 * day, source: by(start + 5) } },
    ],
    [
      "a second factor after the days since joining",
      demand(1, start + 5, null),
      { joinedAt: start + 3 * day },
      { twoFactorFrom: { value: start + 5 * day, source: by(start + 5) } },
    ],
    [
      "both, each since its own day",
      demand(0, 5, 7),
      {},
      { twoFactorFrom: { value: 5, source: by(5) }, phishingResistantFrom: { value: 7, source: by(7) } },
    ],
    [
      "kinds that are not allowed",
      { allowedKinds: { value: ["totp"], setAt: 9 } },
      {},
      { forbiddenKinds: { passkey: by(9), phone: by(9) } },
    ],
    ["no kinds, where all are allowed", { allowedKinds: { value: ["totp", "phone", "passkey"], setAt: 9 } }, {}, {}],
    [
      "remembered devices",
      { rememberedDevices: { value: { maxDays: 0 }, setAt: 9 } },
      {},
      { rememberDays: { value: 0, source: by(9) } },
    ],
    [
      "confirmations",
      { stepUp: { value: { windowSeconds: 60, strength: "second-factor" }, setAt: 9 } },
      {},
      { stepUpWindowSeconds: { value: 60, source: by(9) }, stepUpStrength: { value: "second-factor", source: by(9) } },
    ],
    [
      "session limits of an organization",
      limits,
      {},
      { idleSeconds: { value: 60, source: by(9) }, absoluteSeconds: { value: 600, source: by(9) } },
    ],
    ["no session limits of a workspace, which hold only there", limits, { from: inWorkspace }, {}],
    ["password rules", { passwordPreset: { value: "nist", setAt: 9 } }, {}, { passwordPresets: { nist: by(9) } }],
    ["nothing that holds where one acts", { ipAllowlist: { value: { enabled: true, entries: [] }, setAt: 9 } }, {}, {}],
    [
      "what a workspace asks, in its name",
      { rememberedDevices: { value: { maxDays: 3 }, setAt: 9 } },
      { from: inWorkspace },
      { rememberDays: { value: 3, source: by(9, inWorkspace) } },
    ],
  ])("%s", (_name, set, more, expected) => {
    expect(decide(set, more)).toEqual({ ...heldToNothing, ...expected });
  });
});

describe("passkeys that are forbidden", () => {
  const forbid = (...kinds: AuthenticatorKind[]) => ({
    forbiddenKinds: Object.fromEntries(kinds.map((kind) => [kind, by(1)])) as HeldPolicies["forbiddenKinds"],
  });
  const key = { phishingResistantFrom: { value: 9e15, source: by(1) } };
  test.each([
    ["stay so, where nobody needs one", forbid("passkey"), false, ["passkey"]],
    ["stay so beside apps", forbid("passkey", "totp"), false, ["passkey", "totp"]],
    ["stay so beside phones", forbid("passkey", "phone"), false, ["passkey", "phone"]],
    ["are allowed where nothing else would be left", forbid("passkey", "totp", "phone"), false, ["totp", "phone"]],
    ["are allowed where one will be asked for", { ...forbid("passkey", "totp"), ...key }, false, ["totp"]],
    ["are allowed to whoever is named for break-glass", forbid("passkey", "phone"), true, ["phone"]],
    ["are allowed alone", forbid("passkey"), true, []],
    ["that are not change nothing", { ...forbid("totp", "phone"), ...key }, true, ["totp", "phone"]],
  ])("%s", (_name, more, isBreakGlass, expected) => {
    const held = { ...heldToNothing, ...more };
    const { forbiddenKinds, ...rest } = allowNeededPasskeys(held, isBreakGlass);
    expect(Object.keys(forbiddenKinds)).toEqual(expected);
    expect({ ...rest, forbiddenKinds: held.forbiddenKinds }).toEqual(held);
  });
});
