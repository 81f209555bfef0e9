import { expect, test } from "vitest";
import { readFields } from "./form-text.ts";

test.each([
  ["a=1&b=2", { a: "1", b: "2" }],
  ["a=1%2B1+%3D+2", { a: "1+1 = 2" }],
  ["SAMLResponse=PHNhbWw%2BCg%3D%3D&RelayState=", { SAMLResponse: "PHNhbWw+Cg==", RelayState: "" }],
  ["a=b=c", { a: "b=c" }],
  ["a", { a: "" }],
  ["a=%C3%BC", { a: "ü" }],
  ["__proto__=1", Object.fromEntries([["__proto__", "1"]])],
])("%s", (text, json) => {
  expect(readFields(text)).toEqual({ json });
});

test.each([
  ["a=1&a=2", "A field is given twice."],
  ["a=1&%61=2", "A field is given twice."],
  ["a=%C3", "The form is not valid UTF-8."],
  ["a=%", "The form is not valid UTF-8."],
  ["%ff=1", "The form is not valid UTF-8."],
  ["a=1&", "A field has no name, or too long a one."],
  ["=1", "A field has no name, or too long a one."],
  [`${"a".repeat(65)}=1`, "A field has no name, or too long a one."],
  [Array.from({ length: 33 }, (_, index) => `a${index}=1`).join("&"), "The form has too many fields."],
])("%s is refused", (text, fault) => {
  expect(readFields(text)).toEqual({ fault });
});
