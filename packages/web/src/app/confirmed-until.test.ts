import { expect, test } from "vitest";
import { confirmedUntil } from "./confirmed-until.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 10, minute)).toISOString();
type Given = [kind: "password" | "totp" | "passkey" | "phone" | "recovery-code", minute: number];

test.each<[what: string, proofs: Given[], until: number | null]>([
  ["a sign-in is no confirmation", [["password", 0]], null],
  ["nor is one in two steps", [["password", 0], ["totp", 1]], null], // prettier-ignore
  ["a code afterwards is", [["password", 0], ["totp", 5]], 15], // prettier-ignore
  ["so is a passkey, or the password where there is nothing else", [["passkey", 4], ["password", 6]], 16], // prettier-ignore
  ["a text message promises nothing", [["password", 0], ["phone", 5]], null], // prettier-ignore
  ["nor does it lengthen what another gave", [["totp", 5], ["phone", 9]], 15], // prettier-ignore
])("%s", (_what, given, until) => {
  const proofs = given.map(([kind, minute]) => ({ kind, at: at(minute) }));
  const newest = Math.max(...given.map(([, minute]) => minute));
  const session = { proofs, createdAt: at(1), confirmedAt: at(newest), confirmedUntil: at(newest + 10) };
  expect(confirmedUntil(session)).toBe(until === null ? null : at(until));
  expect(confirmedUntil({ ...session, confirmedUntil: null })).toBeNull();
});
