import { describe, expect, test } from "vitest";
import { decideMail, type MailSort } from "./ceilings.ts";

describe("how many mails of a sort reach an address within an hour", () => {
  test.each<[MailSort, number, ReturnType<typeof decideMail>]>([
    ["asked-link", 10, "goes"],
    ["asked-link", 11, "refused"],
    ["reset-link", 10, "goes"],
    ["reset-link", 11, "refused"],
    ["required-link", 6, "goes"],
    ["required-link", 7, "refused"],
    ["account-notice", 20, "goes"],
    ["account-notice", 21, "told-later"],
    ["organization-notice", 10, "goes"],
    ["organization-notice", 11, "told-later"],
    ["organization-notice", 451, "told-later"],
  ])("%s, the %i. of the hour: %s", (sort, count, expected) => {
    expect(decideMail(sort, count)).toBe(expected);
  });
});
