import { expect, test } from "vitest";
import type { Attempt, Way } from "../app/api-types.ts";
import { waysOf } from "./ways.ts";

function attempt(acceptable: Way[]): Attempt {
  return {
    id: "attm_1",
    purpose: "sign-in",
    status: "open",
    acceptable,
    proofs: [],
    triesLeft: 5,
    expiresAt: "2026-11-22T09:10:00.000Z",
  };
}

test("authenticators of one kind are one way, the preferred first, recovery codes last", () => {
  const ways = waysOf(
    attempt([
      { kind: "recovery-code", preferred: false },
      { kind: "totp", id: "totp_1", name: "Phone", preferred: false },
      { kind: "totp", id: "totp_2", name: "Tablet", preferred: true },
    ]),
  );
  expect(ways).toEqual([
    { kind: "totp", names: ["Tablet", "Phone"], preferred: true },
    { kind: "recovery-code", names: [], preferred: false },
  ]);
});

test("a kind these pages do not know is left out", () => {
  const unknown = { kind: "carrier-pigeon", preferred: true } as unknown as Way;
  expect(waysOf(attempt([unknown, { kind: "password", preferred: false }])).map((way) => way.kind)).toEqual([
    "password",
  ]);
});
