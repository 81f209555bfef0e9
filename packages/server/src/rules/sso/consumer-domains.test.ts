import { expect, test } from "vitest";
import { isConsumerDomain } from "./consumer-domains.ts";

test.each([
  ["gmail.com", true],
  ["hotmail.co.uk", true],
  ["mail.gmail.com", true],
  ["web.de", true],
  ["qq.com", true],
  ["earthlink.net", true],
  ["acme.example", false],
  ["notgmail.com", false],
  ["gmail.com.acme.example", false],
  ["com", false],
])("%s is anybody's: %s", (name, is) => expect(isConsumerDomain(name)).toBe(is));
