import { expect, test } from "vitest";
import { isLoopbackName } from "./loopback.ts";

test.each([
  ["localhost", true],
  ["app.localhost", true],
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["[::1]", true],
  ["localhost.example", false],
  ["notlocalhost", false],
  ["127.0.0.1.example", false],
  ["10.0.0.1", false],
  ["[::2]", false],
])("%s stands for this machine: %s", (name, is) => expect(isLoopbackName(name)).toBe(is));
