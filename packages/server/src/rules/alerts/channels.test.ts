import { describe, expect, test } from "vitest";
import { alwaysMailed, type Choice, decideChannels, decideSwitchedBack } from "./channels.ts";
import type { Telling } from "./tellings.ts";

const on: Choice = { emailOffAt: null, inAppOffAt: null };
const noMail: Choice = { ...on, emailOffAt: 0 };
const noApp: Choice = { ...on, inAppOffAt: 0 };
const off: Choice = { emailOffAt: 1, inAppOffAt: 1 };
const later: Choice = { emailOffAt: 6, inAppOffAt: 6 };

describe("which ways an alert goes", () => {
  test.each<[string, Telling["email"], (Choice | undefined)[], [number, boolean, boolean]]>([
    ["both, where nothing was chosen", "chosen", [undefined], [0, true, true]],
    ["both, where both are on", "chosen", [on], [0, true, true]],
    ["not by mail, where that is off", "chosen", [noMail], [0, false, true]],
    ["not in the app, where that is off", "chosen", [noApp], [0, true, false]],
    ["neither, listed under its first group", "chosen", [off, off], [0, false, false]],
    ["both, where they were switched off later", "chosen", [later], [0, true, true]],
    ["by mail always, where it must", "always", [off], [0, true, false]],
    ["never by mail, where it must not", "never", [on], [0, false, true]],
    ["as the second group says, where the first is off", "chosen", [off, on], [1, true, true]],
    ["each way that one of two has on", "chosen", [noMail, noApp], [0, true, true]],
    ["in the app for the second only", "chosen", [off, noMail], [1, false, true]],
  ])("%s", (_name, email, choices, [listed, byMail, inApp]) => {
    const groups = (["sessions", "authenticators"] as const).slice(0, choices.length);
    const decided = decideChannels(
      { groups: groups as unknown as Telling["groups"], email },
      (group) => choices[groups.indexOf(group as "sessions")],
      5,
    );
    expect(decided).toEqual({ group: groups[listed], email: byMail, inApp });
  });
});

test("mails that cannot be switched off say why", () => {
  expect(Object.keys(alwaysMailed)).toEqual(["password", "authenticators", "organizations"]);
  for (const why of Object.values(alwaysMailed)) expect(why).toMatch(/\.$/);
});

test.each<[Choice, Choice | undefined]>([
  [
    { emailOffAt: 5, inAppOffAt: null },
    { emailOffAt: null, inAppOffAt: null },
  ],
  [
    { emailOffAt: 4, inAppOffAt: 6 },
    { emailOffAt: 4, inAppOffAt: null },
  ],
  [{ emailOffAt: 4, inAppOffAt: null }, undefined],
  [on, undefined],
])("of %j, since 5, is left %j", (choice, expected) => expect(decideSwitchedBack(choice, 5)).toEqual(expected));
