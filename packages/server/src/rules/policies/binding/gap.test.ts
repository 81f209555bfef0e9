import { describe, expect, test } from "vitest";
import type { AuthenticatorKind } from "../../../vocabulary/kinds.ts";
import type { BoundAuthenticator, Proof } from "../../../vocabulary/proofs.ts";
import { type HeldPolicies, heldToNothing, type Source } from "../held/held-policies.ts";
import { decideMeetingKinds, decidePolicyGap } from "./gap.ts";

const now = 1_000_000;
const source = (id: string): Source => ({ organization: { id, name: id }, workspace: null, since: 1 });
const from = (value: number, id = "org_a") => ({ value, source: source(id) });
const held = (more: Partial<HeldPolicies>): HeldPolicies => ({ ...heldToNothing, ...more });
const all = (...kinds: AuthenticatorKind[]): BoundAuthenticator[] => kinds.map((kind) => ({ kind, id: kind }));
const proven = (...kinds: Proof["kind"][]): Proof[] => kinds.map((kind) => ({ kind, authenticatorId: kind, at: 0 }));

const any = { twoFactorFrom: from(now) };
const key = { phishingResistantFrom: from(now, "org_k") };
const noPhone = { forbiddenKinds: { phone: source("org_f") } };

describe("what separates a session from its policies", () => {
  test.each([
    ["nothing, where nothing is asked", all("password"), proven("password"), null, {}, null],
    ["nothing, a millisecond early", all("password"), proven("password"), null, { twoFactorFrom: from(now + 1) }, null],
    [
      "a second factor to bind",
      all("password"),
      proven("password"),
      null,
      any,
      ["bind", "org_a", "passkey,totp,phone"],
    ],
    ["one to prove", all("password", "totp"), proven("password"), null, any, ["prove", "org_a", "totp"]],
    ["nothing, with two factors", all("password", "totp"), proven("password", "totp"), null, any, null],
    ["nothing, on a remembered device", all("password", "totp"), proven("password"), now, any, null],
    ["a passkey to bind", all("password", "totp"), proven("password", "totp"), null, key, ["bind", "org_k", "passkey"]],
    [
      "a passkey to prove, app or not",
      all("password", "totp", "passkey"),
      proven("password", "totp"),
      null,
      key,
      ["prove", "org_k", "passkey"],
    ],
    [
      "a passkey, on a remembered device too",
      all("password", "passkey"),
      proven("password"),
      now,
      key,
      ["prove", "org_k", "passkey"],
    ],
    [
      "another passkey to bind, after a recovery code",
      all("password", "passkey", "recovery-code"),
      proven("password", "recovery-code"),
      null,
      key,
      ["bind", "org_k", "passkey"],
    ],
    [
      "nothing, after a recovery code where any second factor does",
      all("password", "totp", "recovery-code"),
      proven("password", "recovery-code"),
      null,
      any,
      null,
    ],
    [
      "an allowed one in place of what was forbidden since",
      all("password", "phone", "totp"),
      proven("password", "phone"),
      null,
      noPhone,
      ["prove", "org_f", "totp"],
    ],
    [
      "an allowed one, of which who asks for two factors is named",
      all("password", "phone", "totp"),
      proven("password", "phone"),
      null,
      { ...any, ...noPhone },
      ["prove", "org_a", "totp"],
    ],
    [
      "nothing, where an allowed one was proven as well",
      all("password", "phone", "totp"),
      proven("password", "phone", "totp"),
      null,
      { ...any, ...noPhone },
      null,
    ],
    [
      "one to bind in place of the only one, which is forbidden",
      all("password", "phone"),
      proven("password", "phone"),
      null,
      noPhone,
      ["bind", "org_f", "passkey,totp"],
    ],
    [
      "an allowed one, where a forbidden one came with a remembered device",
      all("password", "phone", "totp"),
      proven("password", "phone"),
      now,
      { ...any, ...noPhone },
      ["prove", "org_a", "totp"],
    ],
  ] as const)("%s", (_name, bound, proofs, rememberedAt, policies, expected) => {
    const gap = decidePolicyGap(bound, { proofs, rememberedAt }, held(policies), now);
    const [from_, kinds] =
      gap?.next === "bind" ? [gap.binding.source, gap.binding.kinds] : [gap?.source, gap?.acceptable];
    expect(gap && [gap.next, from_?.organization.id, kinds?.join()]).toEqual(expected);
  });
});

describe("kinds that would do", () => {
  test.each([
    [
      "all second factors, once each",
      all("password", "totp", "totp", "phone", "recovery-code"),
      any,
      ["totp", "phone"],
    ],
    ["only passkeys, where one is asked for", all("totp", "passkey"), key, ["passkey"]],
    ["all, before it is", all("totp", "passkey"), { phishingResistantFrom: from(now + 1) }, ["totp", "passkey"]],
    ["none that is forbidden", all("totp", "phone"), noPhone, ["totp"]],
    ["none, having none", all("password"), any, []],
  ] as const)("%s", (_name, bound, policies, expected) => {
    expect(decideMeetingKinds(bound, held(policies), now)).toEqual(expected);
  });
});
