import { expect, test } from "vitest";
import { decideCountry, decideNumberType } from "./phone-numbers.ts";

test.each([
  ["every country, by an empty list", "DE", [], true],
  ["one that is listed", "DE", ["AT", "DE"], true],
  ["not another", "AT", ["DE"], false],
])("numbers may get text messages: %s", (_name, country, allowed, expected) => {
  expect(decideCountry(country, allowed)).toBe(expected);
});

const others = ["FIXED_LINE", "PREMIUM_RATE", "SHARED_COST", "PAGER", "VOICEMAIL", "UAN", "VOIP", "TOLL_FREE"];
test.each(["MOBILE", "FIXED_LINE_OR_MOBILE"])("may be a mobile phone: %s", (type) => {
  expect(decideNumberType(type)).toBe(true);
});
test.each([...others, "PERSONAL_NUMBER", undefined])("is none in somebody's hand: %s", (type) => {
  expect(decideNumberType(type)).toBe(false);
});
