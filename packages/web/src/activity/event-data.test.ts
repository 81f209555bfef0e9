import { expect, test } from "vitest";
import { factsOf } from "./event-data.ts";

const told = (data: Record<string, unknown>) => factsOf({ data }).map(({ label, words }) => `${label}: ${words}`);

test("what an event carries is told in words", () => {
  expect(told({ method: "password", factor: "totp", device: "new" })).toEqual([
    "Method: Password",
    "Second factor: Authenticator app",
    "Device: Not seen before",
  ]);
  expect(told({ reason: "wrong-code", known: false, authenticatorId: null })).toEqual([
    "Reason: Wrong code",
    "Known address: No",
    "Way to sign in: None",
  ]);
  expect(told({ changed: [{ category: "new-device", email: false, inApp: true }] })).toEqual([
    "Changed: New device or browser: email off, in app on",
  ]);
});

test("a name is never taken for one of the server's words", () => {
  expect(told({ name: "password" })).toEqual(["Name: password"]);
});

test("what a newer server adds is shown under its own name", () => {
  expect(told({ someNewThing: "odd-word", nested: { a: 1 } })).toEqual(["Some new thing: odd-word", 'Nested: {"a":1}']);
});
