import { expect, test } from "vitest";
import type { CheckName } from "../vocabulary/checks.ts";
import { redactCheck } from "./redact-check.ts";

test.each<[string, CheckName, string, string]>([
  ["one name", "name-id", "person-1", "p…"],
  ["two names, one of them an address", "name-id", "kim@acme.example · admin", "k…@acme.example · a…"],
  ["a name with two of what stands in addresses", "subject", "evil@acme@other.example", "e…@other.example"],
  ["no name", "name-id", "nothing", "nothing"],
  ["whom a sign-out names", "logout-name", "😀kim", "😀…"],
  [
    "a message that holds addresses",
    "status",
    "Responder · <kim@acme.example>, lee@b.example are unknown",
    "Responder · <k…@acme.example>, l…@b.example are unknown",
  ],
  ["what names nobody", "audience", "https://mortise.example/sso/a", "https://mortise.example/sso/a"],
])("of %s a trace keeps", (_name, name, seen, kept) => {
  const check = { name, passed: false, expected: "one of kim@acme.example", seen, fix: "Do that." };
  expect(redactCheck(check)).toEqual({ ...check, expected: "one of k…@acme.example", seen: kept });
});
