import { expect, test } from "vitest";
import { listKeysOf, onLatinKeys } from "./keyboards.ts";

test.each([
  ["йцукенгш", "qwertyui"],
  ["фывапролдж", "asdfghjkl;"],
  ["ςερτυθιοπ", "wertyuiop"],
  ["ضصثقفغعه", "qwertyui"],
  ["йцук1234", "qwer1234"],
])("%s is %s by its keys", (typed, keys) => expect(listKeysOf(typed)).toContain(keys));

test.each(["qwerty", "12345678", "密码密码"])("%s has no other keys", (typed) => expect(listKeysOf(typed)).toEqual([]));

test("a word whose writer forgot to change the layout", () => {
  expect(onLatinKeys("пароль")).toEqual(["gfhjkm"]);
  expect(onLatinKeys("password")).toEqual([]);
});
