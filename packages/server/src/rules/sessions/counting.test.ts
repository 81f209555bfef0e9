import { describe, expect, test } from "vitest";
import type { Proof } from "../../vocabulary/proofs.ts";
import { heldToNothing } from "../policies/held/held-policies.ts";
import { decideCarried, decideCounting, decideLeftProofs } from "./counting.ts";

const day = 24 * 60 * 60 * 1000;
const now = 1_000 * day;
const password: Proof = { kind: "password", authenticatorId: "pswd_1", at: now };
const phone: Proof = { kind: "phone", authenticatorId: "phon_1", at: now };
const code: Proof = { kind: "recovery-code", authenticatorId: "rset_1", at: now };
const facts = { switchedOff: [], rememberDays: 30, held: heldToNothing, now } as const;
const fewer = { ...heldToNothing, rememberDays: { value: 7, source: {} as never } };

describe("what of a session counts", () => {
  test.each([
    ["all of it", [password, phone], {}, [password, phone]],
    ["no kind that is switched off", [password, phone], { switchedOff: ["phone"] as const }, [password]],
    ["nothing, where that is all", [phone], { switchedOff: ["phone"] as const }, []],
  ])("%s", (_, proofs, others, expected) => {
    expect(decideCounting({ proofs, rememberedAt: null }, { ...facts, ...others }).proofs).toEqual(expected);
  });

  test.each([
    ["within the days", now - 30 * day + 1, {}, true],
    ["to the millisecond", now - 30 * day, {}, false],
    ["an organization allows fewer", now - 7 * day, { held: fewer }, false],
    ["it was switched off", now, { rememberDays: 0 }, false],
  ])("a remembered device: %s", (_, rememberedAt, others, counts) => {
    const counted = decideCounting({ proofs: [password], rememberedAt }, { ...facts, ...others });
    expect(counted.rememberedAt).toBe(counts ? rememberedAt : null);
  });

  test("what is unbound leaves, and a new set of codes takes the place of the old", () => {
    expect(decideLeftProofs([password, phone, code], ["phon_1", "rset_1"])).toEqual([password]);
    expect(decideLeftProofs([password], [])).toEqual([password]);
    expect(decideCarried([password, code], ["rset_1"], "rset_2")).toEqual([
      password,
      { ...code, authenticatorId: "rset_2" },
    ]);
  });
});
