import { expect, test } from "vitest";
import { decideHasWayIn, type WaysFacts } from "./other-way-in.ts";

const captured = { isBreakGlass: false, identities: ["idnt_here"], isVouchedFor: false };

test.each<[string, WaysFacts, boolean]>([
  ["nothing", { captured: null, kinds: [], identities: [] }, false],
  ["a password", { captured: null, kinds: ["password"], identities: [] }, true],
  ["a passkey", { captured: null, kinds: ["passkey"], identities: [] }, true],
  ["a second factor alone", { captured: null, kinds: ["totp", "recovery-code"], identities: [] }, false],
  ["an identity elsewhere", { captured: null, kinds: [], identities: ["idnt_there"] }, true],
  ["a password that opens nothing", { captured, kinds: ["password", "passkey"], identities: [] }, false],
  ["an identity at who has to vouch", { captured, kinds: [], identities: ["idnt_here"] }, true],
  ["one elsewhere that opens nothing", { captured, kinds: [], identities: ["idnt_there"] }, false],
  ["break-glass", { captured: { ...captured, isBreakGlass: true }, kinds: ["passkey"], identities: [] }, true],
  [
    "break-glass without a passkey",
    { captured: { ...captured, isBreakGlass: true }, kinds: ["password"], identities: [] },
    false,
  ],
])("%s", (_name, facts, hasOne) => {
  expect(decideHasWayIn(facts)).toBe(hasOne);
});
