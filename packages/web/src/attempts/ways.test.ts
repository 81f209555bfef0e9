import { afterEach, expect, test, vi } from "vitest";
import type { Way } from "../app/api-types.ts";
import { wordsOf } from "./strings.ts";
import { needsOtherBrowser, waysOf } from "./ways.ts";

afterEach(() => vi.unstubAllGlobals());

function withPasskeys(): void {
  vi.stubGlobal("PublicKeyCredential", () => undefined);
}

const preferred = true;
const passkey: Way = { kind: "passkey", id: "pkey_1", name: "Laptop", preferred: false };

test("authenticators of one kind are one way, in the order the server gives", () => {
  withPasskeys();
  const ways = waysOf({
    acceptable: [
      { kind: "totp", id: "totp_2", name: "Tablet", preferred },
      passkey,
      { kind: "totp", id: "totp_1", name: "Phone", preferred: false },
      { kind: "recovery-code", preferred: false },
    ],
  });
  expect(ways.map((way) => [way.kind, way.named.map(({ name }) => name), way.preferred])).toEqual([
    ["totp", ["Tablet", "Phone"], true],
    ["passkey", ["Laptop"], false],
    ["recovery-code", [], false],
  ]);
});

test("a kind these pages do not know is left out", () => {
  const unknown = { kind: "carrier-pigeon", preferred } as unknown as Way;
  expect(waysOf({ acceptable: [unknown, { kind: "password", preferred: false }] }).map((way) => way.kind)).toEqual([
    "password",
  ]);
});

test("a browser without passkeys is shown none, and is told when nothing else is left", () => {
  expect(waysOf({ acceptable: [passkey, { kind: "password", preferred: false }] })).toHaveLength(1);
  expect(needsOtherBrowser({ acceptable: [passkey] })).toBe(true);
  withPasskeys();
  expect(needsOtherBrowser({ acceptable: [passkey] })).toBe(false);
});

test("passkeys that are held as security keys are called that", () => {
  withPasskeys();
  const key: Way = { ...passkey, id: "pkey_2", name: "Key", securityKey: true };
  const called = (acceptable: Way[]) => waysOf({ acceptable }).map((way) => wordsOf(way).use);
  expect(called([passkey])).toEqual(["Use a passkey"]);
  expect(called([key])).toEqual(["Use your security key"]);
  expect(called([key, passkey])).toEqual(["Use a passkey or security key"]);
  expect(called([{ kind: "totp", preferred: false }])).toEqual(["Use an authenticator code"]);
});
