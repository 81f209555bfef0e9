import { describe, expect, test } from "vitest";
import { fewestGuesses } from "../../rules/authenticators/passwords.ts";
import { listPlaceWords } from "../../rules/authenticators/place-words.ts";
import { estimateGuesses } from "./estimate-guesses.ts";

const words = listPlaceWords(
  { email: "maya.wren@harbour.example", name: "Maya Wrenholt", organizations: ["Acme Corp", "Blue Harbor Logistics"] },
  { productName: "Mortise", hosts: ["login.mortise.example", "mortise.example"] },
);
const isCommon = (password: string): boolean => estimateGuesses(password, words, fewestGuesses) < fewestGuesses;

describe("falls", () => {
  test.each([
    [
      "a list's word, decorated",
      ["Password1!", "Welcome1!", "Letmein2026!", "Company123!", "Monkey123!!", "Admin@12345"],
    ],
    [
      "a season, a month, a year",
      ["Summer2026!", "Spring2025$", "January2026!", "2026-11-30!", "12121990xx", "Winter-2024"],
    ],
    [
      "a walk over the keyboard",
      ["Qwerty123!", "qwertyuiop123456", "!QAZ2wsx", "1q2w3e4r5t", "Zxcvbnm,./123", "йцукен123"],
    ],
    ["substitutions", ["P@ssw0rd2026", "Pa$$w0rd!!", "pa55word!!", "$ummer2026!", "M0rt1se2026!!", "Passw0rd!2026"]],
    ["repetition", ["aaaaaaaaaaaaaaa", "passwordpassword", "password-password", "abcabcabcabcabc", "111111111111111"]],
    ["a sequence", ["abcdefghijklmno", "123456789012345", "987654321098765", "aabbccddeeffgg"]],
    [
      "separators",
      ["p a s s w o r d", "p.a.s.s.w.o.r.d", "--------password--------", "pass\u200bword1!", "pass\u00adword1!"],
    ],
    ["other widths and scripts", ["ｐａｓｓｗｏｒｄ１", "раsswоrd1", "pásswörd1", "ⓟⓐⓢⓢⓦⓞⓡⓓ", "𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝𝟏"]],
    ["another language's", ["пароль2026", "Passwort123!", "motdepasse1!", "密码密码密码"]],
    [
      "parts of a longer name in a row",
      ["blueharbor2026!", "BlueHarbor-1", "welcome2blueharbor", "1!harborlogistics", "blu3h@rb0r1!"],
    ],
    [
      "a season, a month, a day, a date in any language",
      [
        "Frühling2026!",
        "verano2026!",
        "Осень-2026-!",
        "января1990",
        "Samstag123",
        "2026年夏天!!",
        "15 January 2024",
        "January 15, 2024",
      ],
    ],
    ["common ends on both sides", ["123baseball123", "xpasswordx", "my-barcelona1", "123passwort123!"]],
    ["substitutions at the end of a word", ["w3lc0m32026!", "$un$h1n32026!", "P@$$w0rd!P@$$w0rd", "Summer٢٠٢٦!"]],
    [
      "walks and sequences elsewhere",
      ["фывапролдж", "ячсмитьбю", "ςερτυθιοπ", "ضصثقفغعه", "абвгдежз", "αβγδεζηθ", "gfhjkm2026"],
    ],
    [
      "words and sentences everybody knows",
      ["Willkommen1!", "adgangskode2026", "Covid19!", "thequickbrownfox", "to be or not to be"],
    ],
    ["a sign behind every letter", ["a-d-m-i-n-i-s-t-r-a-t-o-r", "b a r c e l o n a"]],
    ["reversed", ["drowssap1!", "321drowssap"]],
    ["the product", ["Mortise1!", "Mortise-Mortise1!", "mortise2026", "MORTISE!!", "login.mortise.example"]],
    ["an organization", ["AcmeCorp2026!", "acme-acme-acme!!", "Acme Corp 1!", "acme4cme!"]],
    [
      "the name, the address and its host",
      ["wrenholtwrenholt", "mayawren1990!", "Maya-Wren-1!", "harbour.example1", "wren123wren!", "acme123acme"],
    ],
  ])("%s", (_name, passwords) => {
    expect(passwords.filter((password) => !isCommon(password))).toEqual([]);
  });
});

describe("passes", () => {
  test.each([
    [
      "long phrases",
      [
        "correct horse battery staple longer",
        "correcthorsebatterystaple",
        "tea kettle purple",
        "the heron waits at noon",
      ],
    ],
    ["phrases with a word of the place in them", ["mortise tenon chisel walnut", "acme rockets never land"]],
    [
      "other scripts",
      [
        "мой длинный пароль вечером",
        "зеленый трактор едет",
        "正确的马电池订书钉",
        "紫の電車と静かな猫",
        "مرحبا بالعالم الجميل",
        "נעליים ירוקות על הגג",
      ],
    ],
    ["signs", ["😀🐎🔋📎🎉🚀🌵🍉"]],
    [
      "what managers make",
      [
        "3f9a8b7c6d5e4f3a",
        "kX9fT2mQ7zLpW4vR",
        "aGVsbG8gd29ybGQx",
        "dGg4-kPz_w",
        "vK8#mQ2!",
        "9dK2mPq7",
        "hydrant-spoken-lattice",
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "Xq7$Lm2&Zr9!",
      ],
    ],
    ["two words of a place and another", ["blue harbor walrus teapot", "Summer walrus 83920174"]],
    ["what people make", ["Correct-Horse9", "Brand-new-Horse7", "Other-Horse-77"]],
    ["a good end behind a poor beginning", [`${"a".repeat(40)}kX9fT2mQ7zLpW4vR`]],
  ])("%s", (_name, passwords) => {
    expect(passwords.filter(isCommon)).toEqual([]);
  });
});

test("ends, whatever is repeated in it", () => {
  expect(isCommon("aA!!aa!aAaaa1!1".repeat(20))).toBe(true);
  expect(isCommon(`${"a".repeat(200)}b`)).toBe(true);
});

// The event loop waits meanwhile. Time of this thread, so that a busy machine says the same.
test("takes little time, whatever is given", () => {
  const parts = [
    "p@ssw0rd",
    "4@8({[</3",
    "abcABC123!@#",
    "2026-11-30",
    "1aA!",
    "qwerty",
    "ab",
    "aaabbb",
    "mortise",
    "!QAZ2wsx",
    "drows",
    "aA!!aa!aAaaa1!1",
  ];
  isCommon("once, to build what it looks into");
  const given = parts.flatMap((first, at) =>
    parts.map((second, other) => `${first.slice(0, 3 + (other % 5))}${second}`.repeat(40).slice(at, at + 300)),
  );
  const before = process.cpuUsage();
  for (const each of given) isCommon(each);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000 / given.length).toBeLessThan(60);
});

// A regular expression that tries every way to cut a run in two would need years for a request of 256 letters.
test.each([
  ["one sign, and another behind it", `${"x".repeat(44)}y`],
  ["one sign to the end of what is taken", `${"x".repeat(255)}y`],
  ["pairs", `${"xxyy".repeat(60)}z`],
  ["one sign that stands for eighteen", "\uFDFA".repeat(256)],
])("takes little time for %s", (_name, password) => {
  isCommon("once, to build what it looks into");
  const before = process.cpuUsage();
  isCommon(password);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(500);
});
