import { expect, test } from "vitest";
import {
  changedNames,
  changedWorkspaces,
  changeOf,
  countChanges,
  drawOn,
  standsIn,
  noEdits,
  troublesOf,
  worthKeeping,
  type Draft,
} from "./draft.ts";

const nothing: Draft = {
  whole: {
    secondFactor: null,
    allowedKinds: null,
    rememberedDevices: null,
    stepUp: null,
    session: null,
    ipAllowlist: null,
    passwordPreset: null,
    auditRetentionDays: null,
    alertCopiesTo: null,
    singleSignOn: null,
  },
  workspaces: {},
  breakGlass: [],
};
const with_ = (whole: Partial<Draft["whole"]>): Draft => ({ ...nothing, whole: { ...nothing.whole, ...whole } });
const list = (...cidrs: string[]) => ({ enabled: true, entries: cidrs.map((cidr) => ({ cidr, label: "" })) });
const words = (draft: Draft, address?: string) => troublesOf(draft, address).map((trouble) => trouble.words);

test("what asks for nothing is no change", () => {
  const off = with_({
    secondFactor: { required: "none", graceDays: 14 },
    ipAllowlist: { enabled: false, entries: [], adminEntries: null },
    singleSignOn: { required: "none" },
  });
  expect(countChanges(nothing, off)).toBe(0);
});

test("only what differs is sent, whatever the order of its parts", () => {
  const before = with_({ session: { idleSeconds: 60, absoluteSeconds: 300 } });
  const same = with_({ session: { absoluteSeconds: 300, idleSeconds: 60 } });
  expect(changedNames(before, same)).toEqual([]);
  const after = with_({ session: null, allowedKinds: ["passkey"] });
  expect(changeOf(before, after)).toEqual({ session: null, allowedKinds: ["passkey"] });
});

test("a workspace's rule is added, changed and taken off", () => {
  const limits = { idleSeconds: 60, absoluteSeconds: 300 };
  const [a, b] = [
    { ...nothing, workspaces: { w1: limits } },
    { ...nothing, workspaces: { w2: limits } },
  ];
  expect(changedWorkspaces(a, b)).toEqual(["w1", "w2"]);
  expect(changedWorkspaces(a, a)).toEqual([]);
});

test("what can't be saved is said", () => {
  expect(words(with_({ allowedKinds: [] }))).toEqual(["Allow at least one method."]);
  expect(words(with_({ alertCopiesTo: "nobody" }))).toEqual(["This isn't an email address."]);
  expect(words(with_({ ipAllowlist: list("192.0.2.0/99") }))[0]).toMatch(/^A range like this/);
  expect(words(with_({ ipAllowlist: list() }))).toEqual(["Add at least one address or range, or turn the list off."]);
  expect(words({ ...nothing, breakGlass: ["acct_1"] })).toEqual(["Name two owners, or none."]);
});

test("nobody locks themselves out", () => {
  const locked = with_({ ipAllowlist: list("192.0.2.0/24") });
  expect(words(locked, "203.0.113.24")).toEqual(["You'd lock yourself out."]);
  expect(words(locked, "192.0.2.24")).toEqual([]);
  const admins = with_({ ipAllowlist: { ...list("203.0.113.0/24"), adminEntries: list("192.0.2.0/24").entries } });
  expect(words(admins, "203.0.113.24")).toEqual(["You'd lock yourself out."]);
  // The server refuses it too, whoever is named for break-glass.
  expect(words({ ...locked, breakGlass: ["acct_1", "acct_2"] }, "203.0.113.24")).toEqual(["You'd lock yourself out."]);
});

test("what others save while one edits is not put back as it was", () => {
  const limits = { idleSeconds: 60, absoluteSeconds: 300 };
  const edits = { whole: { stepUp: null }, workspaces: { w1: null } };
  const theirs: Draft = { ...with_({ allowedKinds: ["passkey"] }), workspaces: { w1: limits, w2: limits } };
  const draft = drawOn(theirs, edits);
  expect(changedNames(theirs, draft)).toEqual([]);
  expect(changedWorkspaces(theirs, draft)).toEqual(["w1"]);
  expect(drawOn(theirs, noEdits)).toEqual(theirs);
  expect(worthKeeping(nothing, { whole: { stepUp: null }, workspaces: { w1: null }, breakGlass: [] })).toEqual(noEdits);
});

test("what stands of a save whose answer got lost: all, a part, nothing; what others saved is no part of it", () => {
  const [saved, draft] = [nothing, { ...with_({ auditRetentionDays: 30, passwordPreset: "nist" }), breakGlass: ["a"] }];
  const reviewed = { saved, draft };
  expect(standsIn(draft, reviewed)).toBe(true);
  expect(standsIn(saved, reviewed)).toBe(false);
  expect(standsIn(with_({ auditRetentionDays: 30 }), reviewed)).toBe("partly");
  expect(standsIn({ ...draft, whole: { ...draft.whole, alertCopiesTo: "a@example.com" } }, reviewed)).toBe(true);
  expect(standsIn(with_({ alertCopiesTo: "a@example.com" }), reviewed)).toBe(false);
});
