import { expect, test } from "vitest";
import { decideReturnTo } from "./return-to.ts";

const here = "https://id.example.com";
const app = "https://app.example.com";

test.each([
  ["/security?x=1#y", "/security?x=1#y"],
  [`${app}/welcome`, `${app}/welcome`],
  [`${here}/account`, `${here}/account`],
  ["//evil.example", undefined],
  ["/\\evil.example", undefined],
  ["/.//evil.example", undefined],
  ["https://evil.example", undefined],
  [`${app}@evil.example/`, undefined],
  [`${app}.evil.example/`, undefined],
  ["https://maya:secret@app.example.com/welcome", undefined],
  ["https://id.example.com:443@app.example.com/", undefined],
  ["https://:x@id.example.com/account", undefined],
  ["javascript:alert(1)", undefined],
  ["welcome", undefined],
  ["", undefined],
  [undefined, undefined],
  [null, undefined],
])("to %j: %j", (wanted, decided) => {
  expect(decideReturnTo(wanted, here, [app])).toBe(decided);
});
