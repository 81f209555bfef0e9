import { expect, test } from "vitest";
import type { AuthenticatorKind } from "../../vocabulary/kinds.ts";
import { decideOneMore, decideOneMoreAuthenticator, decideOneMoreOrganization } from "./one-more.ts";

test.each([
  ["workspaces", 0, undefined],
  ["workspaces", 999, undefined],
  ["workspaces", 1000, /at most 1,000 workspaces\. Delete one/],
  ["workspaces", 1001, /at most 1,000 workspaces/],
  ["invitations", 999, undefined],
  ["invitations", 1000, /1,000 invitations .* Wait until some are accepted, or take some back/],
] as const)("one more of %s beside %i", (what, there, words) => {
  const refusal = decideOneMore(what, there);
  expect(refusal?.reason).toBe(words && "too-many");
  expect(refusal?.refused).toBe(words && "conflict");
  if (words) expect(refusal?.detail).toMatch(words);
});

test.each([
  [0, 1, undefined],
  [1, 1, "at most 1 organizations"],
  [99, 100, undefined],
  [100, 100, "at most 100 organizations. Leave one"],
  [1500, 1000, "at most 1,000 organizations"],
])("one more organization beside %i of %i", (there, most, words) => {
  const refusal = decideOneMoreOrganization(there, most);
  expect(refusal?.reason).toBe(words && "too-many");
  if (words) expect(refusal?.detail).toContain(words);
});

const bound = (...kinds: AuthenticatorKind[]) => kinds.map((kind) => ({ kind }));
test.each([
  ["totp", bound(), 2, undefined],
  ["totp", bound("passkey", "passkey", "phone", "totp", "password"), 2, undefined],
  ["totp", bound("totp", "totp"), 2, "as many authenticator apps"],
  ["passkey", bound("totp", "totp", "passkey"), 2, undefined],
  ["passkey", bound("passkey", "passkey", "passkey"), 2, "as many passkeys"],
  ["phone", bound("phone", "phone"), 2, "as many phones"],
] as const)("one more %s beside %j of %i", (kind, there, most, words) => {
  const refusal = decideOneMoreAuthenticator(kind, there, most);
  expect(refusal?.refused).toBe(words && "conflict");
  if (words) expect(refusal?.detail).toContain(words);
});
