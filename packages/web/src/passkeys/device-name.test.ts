import { expect, test } from "vitest";
import { proposedName } from "./device-name.ts";

test.each([
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15", "Passkey on macOS"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)", "Passkey on iPhone"],
  ["Mozilla/5.0 (Linux; Android 16; Pixel 10)", "Passkey on Android"],
  ["Mozilla/5.0 (X11; Linux x86_64)", "Passkey on Linux"],
  ["something else", "Passkey"],
])("%s", (userAgent, name) => {
  expect(proposedName(userAgent)).toBe(name);
});
