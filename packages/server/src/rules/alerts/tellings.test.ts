import { expect, test } from "vitest";
import { tellings } from "./tellings.ts";

test.each([
  ["alert-preferences.changed", "sessions", "always"],
  ["password.changed", "password", "always"],
  ["authenticator.unbound", "authenticators", "always"],
  ["session.ended", "sessions", "chosen"],
  ["device.remembered", "sessions", "never"],
] as const)("%s is told as one of %s, by mail %s", (type, group, email) => {
  expect(tellings[type]).toEqual({ groups: [group], email });
});
