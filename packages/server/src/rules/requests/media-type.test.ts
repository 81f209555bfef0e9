import { expect, test } from "vitest";
import { decideReadsBody } from "./media-type.ts";

test.each([
  ["application/json", null, true],
  ["Application/JSON", null, true],
  ["application/json; charset=utf-8", null, true],
  ["application/json;charset=UTF-8", null, true],
  ['application/json ; charset="utf-8"', null, true],
  ["application/json; charset=utf8", null, true],
  ["application/json\t;\tcharset=utf-8", null, true],
  ["application/json;", null, true],
  ["application/json; profile=x; charset=utf-8", null, true],
  ["application/json", "identity", true],
  ["application/json", "Identity, identity", true],
  ["application/json", "", true],
  [null, null, false],
  ["", null, false],
  ["text/json", null, false],
  ["application/jsonp", null, false],
  ["application/json, text/plain", null, false],
  ["application/x-www-form-urlencoded", null, false],
  ["application/json; charset=utf-16", null, false],
  ["application/json; charset=iso-8859-1", null, false],
  ["application/json; charset=utf-7", null, false],
  ["application/json; CHARSET=latin1", null, false],
  ["application/json; charset=utf-8; charset=utf-16", null, false],
  ["application/json; charset=utf-16; charset=utf-8", null, false],
  ['application/json; charset="utf-16"', null, false],
  ["application/json; charset*=utf-16''x", null, false],
  ["application/json; charset=", null, false],
  ["application/json; charset", null, false],
  ["application/json; charset=utf-8 utf-16", null, false],
  ["application/json\u00a0; charset=utf-8", null, false],
  ["application/json;\u00a0charset=utf-8", null, false],
  ["application/json", "gzip", false],
  ["application/json", "identity, gzip", false],
  ["application/json", "br", false],
  ["application/json", "x-gzip", false],
  ["application/json", "identity\u00a0", false],
] as const)("a body of %j in %j is read: %s", (contentType, contentEncoding, expected) => {
  expect(decideReadsBody({ contentType, contentEncoding }, "json")).toBe(expected);
});

test.each([
  ["application/x-www-form-urlencoded", null, true],
  ["Application/X-WWW-Form-Urlencoded; charset=UTF-8", null, true],
  ["application/x-www-form-urlencoded; charset=iso-8859-1", null, false],
  ["application/x-www-form-urlencoded", "gzip", false],
  ["application/json", null, false],
  ["multipart/form-data; boundary=x", null, false],
  ["text/plain", null, false],
  [null, null, false],
] as const)("a form of %j in %j is read: %s", (contentType, contentEncoding, expected) => {
  expect(decideReadsBody({ contentType, contentEncoding }, "form")).toBe(expected);
});
