import type { BoundAuthenticator, Proof } from "../../../vocabulary/proofs.ts";
import { stepUpStrengths } from "../../../vocabulary/policies.ts";
import { describe, expect, test } from "vitest";
import { compileAllowlist } from "../allowlist.ts";
import { decideBindingRequired } from "../binding/binding-required.ts";
import { foldPolicies } from "./folding.ts";
import { type Held, type HeldPolicies, heldToNothing, type Source } from "./held-policies.ts";
import { decideHeld, type SetHere } from "./holding.ts";
import { decidePasswordRules } from "../../authenticators/passwords.ts";
import { decideRememberDays } from "../../sessions/devices.ts";
import { decideRequest, type RequestFacts } from "../../requests/request.ts";
import { decideSignIn } from "../../sign-in/sign-in.ts";
import { decideStepUpTerms } from "../../step-up/terms.ts";
import { decideUnbinding } from "../../authenticators/unbinding.ts";
import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";

const runs = 4000;
const day = 86_400_000;
const start = Date.UTC(2026, 10, 22);

/** Numbers that look random and are the same in every run (mulberry32). */
function createDice(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const one = <Value>(...values: readonly Value[]): Value => values[Math.floor(next() * values.length)]!;
  return {
    one,
    chance: (share: number) => next() < share,
    some: <Value>(values: readonly Value[]) => values.filter(() => next() < 0.5),
  };
}
type Dice = ReturnType<typeof createDice>;

const seconds: readonly AuthenticatorKind[] = ["passkey", "totp", "phone"];

function anySource({ one }: Dice): Source {
  const id = one("org_a", "org_b");
  return {
    organization: { id, name: id },
    workspace: one(null, { id: "wksp_a", name: "Finance" }),
    since: start - one(0, 1, 5) * day,
  };
}

function anyHeld(dice: Dice): HeldPolicies {
  const { one, chance, some } = dice;
  const held = <Value>(...values: Value[]): Held<Value> | null =>
    chance(0.5) ? { value: one(...values), source: anySource(dice) } : null;
  return {
    twoFactorFrom: held(start - day, start, start + day),
    phishingResistantFrom: held(start - day, start, start + day),
    forbiddenKinds: Object.fromEntries((chance(0.5) ? some(seconds) : []).map((kind) => [kind, anySource(dice)])),
    rememberDays: held(0, 3, 30),
    stepUpWindowSeconds: held(60, 600, 3600),
    stepUpStrength: held(...stepUpStrengths),
    idleSeconds: held(60, 600, 86_400),
    absoluteSeconds: held(300, 3600, 604_800),
    passwordPresets: Object.fromEntries(some(["default", "nist"] as const).map((name) => [name, anySource(dice)])),
  };
}

function anyBound({ some, chance }: Dice): BoundAuthenticator[] {
  const kinds = [
    ...(chance(0.8) ? (["password"] as const) : []),
    ...some(seconds),
    ...some(["recovery-code"] as const),
  ];
  return kinds.map((kind) => ({ kind, id: kind, ...(kind === "passkey" && { verifiesUser: chance(0.5) }) }));
}

function anyProofs({ one, some, chance }: Dice, bound: readonly BoundAuthenticator[]): Proof[] {
  return some(bound).map(({ kind, id }) => ({
    ...{ kind, authenticatorId: id, at: start - one(0, 500, 5000) * 1000 },
    ...(kind === "passkey" && chance(0.7) && { userVerified: true as const }),
  }));
}

function anyRequest(dice: Dice): Omit<RequestFacts, "held"> {
  const { one } = dice;
  const createdAt = start - one(0, 200, 3000, 80_000) * 1000;
  const session = {
    ...{ createdAt, lastSeenAt: Math.max(createdAt, start - one(0, 59, 60, 599, 600) * 1000), flaggedAt: null },
    ...{
      expiresAt: createdAt + 30 * day,
      rememberedAt: one(null, start - 2 * day),
      proofs: anyProofs(dice, anyBound(dice)),
    },
  };
  return { session, limits: { idleSeconds: 7 * 86_400, absoluteSeconds: 30 * 86_400 }, now: start };
}

const each = (check: (dice: Dice, run: number) => void): void => {
  for (let run = 1; run <= runs; run++) check(createDice(run), run);
};

describe("the fold of policies", () => {
  test("does not depend on order or grouping, is itself with itself and with nothing", () => {
    each((dice) => {
      const [a, b, c] = [anyHeld(dice), anyHeld(dice), anyHeld(dice)];
      expect(foldPolicies(a, b)).toEqual(foldPolicies(b, a));
      expect(foldPolicies(foldPolicies(a, b), c)).toEqual(foldPolicies(a, foldPolicies(b, c)));
      expect(foldPolicies(a, a)).toEqual(a);
      expect(foldPolicies(a, heldToNothing)).toEqual(a);
      expect(foldPolicies(heldToNothing, a)).toEqual(a);
    });
  });

  test("lets no request go on that one of the two keeps from it", () => {
    let refused = 0;
    each((dice) => {
      const [a, b, facts] = [anyHeld(dice), anyHeld(dice), anyRequest(dice)];
      const verdict = (held: HeldPolicies) => decideRequest({ ...facts, held }).verdict;
      const alone = [verdict(a), verdict(b)];
      const both = verdict(foldPolicies(a, b));
      if (alone.includes("ended")) expect(both).toBe("ended");
      else if (alone.includes("below-policy")) expect(["ended", "below-policy"]).toContain(both);
      if (both !== "admitted") refused++;
    });
    expect(refused).toBeGreaterThan(runs / 10);
    expect(refused).toBeLessThan(runs);
  });

  test("opens no session of full use that one of the two does not open", () => {
    let opened = 0;
    each((dice) => {
      const [a, b] = [anyHeld(dice), anyHeld(dice)];
      const bound = anyBound(dice);
      const facts = {
        account: { id: "acct", suspendedAt: null, securedAt: null, passwordResetRequiredAt: null },
        ...{ bound, proofs: anyProofs(dice, bound), rememberedAt: dice.one(null, start - 2 * day), now: start },
        captured: null,
      };
      const isFree = (held: HeldPolicies): boolean => {
        const decision = decideSignIn({ ...facts, held });
        return "next" in decision && decision.next === "open-session" && decision.bindingRequired === null;
      };
      if (!isFree(foldPolicies(a, b))) return;
      opened++;
      expect([isFree(a), isFree(b)]).toEqual([true, true]);
    });
    expect(opened).toBeGreaterThan(runs / 50);
  });

  test("asks for whatever one of the two asks to bind", () => {
    each((dice) => {
      const [a, b, bound] = [anyHeld(dice), anyHeld(dice), anyBound(dice)];
      const both = decideBindingRequired(bound, foldPolicies(a, b), start);
      for (const held of [a, b]) if (decideBindingRequired(bound, held, start)) expect(both).not.toBeNull();
    });
  });

  test("keeps what one of the two keeps from being unbound, as long as it is of use", () => {
    each((dice) => {
      const [a, b, bound] = [anyHeld(dice), anyHeld(dice), anyBound(dice)];
      const leaving = dice.one(...bound.map(({ id }) => id), "none");
      const both = foldPolicies(a, b);
      // What the other forbids is no second factor any more: it may go.
      if (bound.some(({ kind }) => both.forbiddenKinds[kind])) return;
      for (const held of [a, b])
        if ("refused" in decideUnbinding(bound, leaving, held))
          expect(decideUnbinding(bound, leaving, both)).toHaveProperty("refused");
    });
  });

  test("is never looser in limits, confirmation, remembered devices and passwords", () => {
    const rules = { preset: "default", minLength: 8, maxLength: 128, requires: ["digit"] } as const;
    each((dice) => {
      const [a, b] = [anyHeld(dice), anyHeld(dice)];
      const both = foldPolicies(a, b);
      const terms = decideStepUpTerms("any", both);
      for (const held of [a, b]) {
        const alone = decideStepUpTerms("any", held);
        expect(terms.windowSeconds).toBeLessThanOrEqual(alone.windowSeconds);
        expect(stepUpStrengths.indexOf(terms.strength)).toBeGreaterThanOrEqual(stepUpStrengths.indexOf(alone.strength));
        expect(decideRememberDays(30, both)).toBeLessThanOrEqual(decideRememberDays(30, held));
        const [asked, less] = [decidePasswordRules(rules, both), decidePasswordRules(rules, held)];
        expect(asked.minLength).toBeGreaterThanOrEqual(less.minLength);
        expect(asked.requires).toEqual(expect.arrayContaining([...less.requires]));
      }
    });
  });

  test("over two organizations and a workspace: whoever belongs to more is held to no less", () => {
    each((dice) => {
      const { one, some, chance } = dice;
      const setHere = (): SetHere => ({
        ...(chance(0.6) && {
          secondFactor: {
            setAt: start,
            value: {
              ...{ required: "two-factor", graceDays: one(0, 1, 14) },
              since: { twoFactor: start - one(0, 3) * day, phishingResistant: one(null, start) },
            },
          },
        }),
        ...(chance(0.4) && { allowedKinds: { setAt: start, value: ["password", ...some(seconds)] } }),
        ...(chance(0.5) && {
          session: { setAt: start, value: { idleSeconds: one(60, 600), absoluteSeconds: one(600, 3600) } },
        }),
      });
      const held = (id: string, workspace: Source["workspace"]) =>
        decideHeld({
          ...{ set: setHere(), joinedAt: start - one(0, 2) * day, timeZone: one("UTC", "Pacific/Auckland") },
          from: { organization: { id, name: id }, workspace },
        });
      const parts = [held("org_a", null), held("org_b", null), held("org_b", { id: "wksp_a", name: "Finance" })];
      const facts = anyRequest(dice);
      const all = parts.reduce(foldPolicies, heldToNothing);
      const verdict = (policies: HeldPolicies) => decideRequest({ ...facts, held: policies }).verdict;
      if (verdict(all) === "admitted") expect(parts.map(verdict)).toEqual(["admitted", "admitted", "admitted"]);
      // A workspace's own session limits hold only there.
      expect([parts[2]!.idleSeconds, parts[2]!.absoluteSeconds]).toEqual([null, null]);
    });
  });

  test("of IP allowlists one must be on all", () => {
    const source = { organization: { id: "org_a", name: "A" }, workspace: null, since: start };
    const [lan, home] = ["203.0.113.0/24", "198.51.100.0/24"].map((cidr) => ({
      ...{ everyone: compileAllowlist([{ cidr, label: "" }]), admins: null, source },
    }));
    const { session, limits, now } = anyRequest(createDice(1));
    const alive = { ...session, createdAt: start, lastSeenAt: start, expiresAt: start + day };
    const verdict = (...allowlists: NonNullable<typeof lan>[]) =>
      decideRequest({
        ...{ session: alive, limits, now, held: heldToNothing },
        acting: {
          ...{ role: "member", suspendedAt: null, isBreakGlass: false, allowlists, limits: null, lastUsedAt: null },
          address: "203.0.113.9",
        },
      }).verdict;
    expect([verdict(), verdict(lan!), verdict(home!), verdict(lan!, home!), verdict(home!, lan!)]).toEqual([
      ...["admitted", "admitted", "kept-out", "kept-out", "kept-out"],
    ]);
  });
});
