import { expect, test } from "vitest";
import { addressOf, findPage, pageNames, pages, patternsOf, type PageLink, placesAt } from "./addresses.ts";
import { permissions } from "./rules/organizations/permissions.ts";

test("every address of the table leads to its page, a slash at its end changes nothing", () => {
  for (const name of pageNames) {
    for (const pattern of patternsOf(name)) {
      const path = pattern.replaceAll(/:\w+/g, "x1");
      expect([findPage(path)?.name, findPage(`${path.replace(/\/$/, "")}/`)?.name], path).toEqual([name, name]);
    }
  }
});

test.each([
  "/nothing",
  "/sign-in/x",
  "/SIGN-IN",
  "//sign-in",
  "/security/nonsense",
  "/security/password/nonsense",
  "/security/authenticators//rename",
  "/security/authenticators/a/b/rename",
  "/organizations",
  "/organizations/org_1",
  "/organizations/org_1/nonsense",
  "/organizations/org_1/members/acct_1",
  "/organizations/org_1/members/acct_1/nonsense",
  "/organizations/org_1/workspaces/nonsense",
  "/organizations//members",
  "/operator",
  "/operator/nonsense",
  "/security?x",
])("%s leads nowhere", (path) => {
  expect(findPage(path)).toBeUndefined();
});

test("an address is filled in, and says what it names", () => {
  expect(addressOf("auditLog", { organization: "org_1" })).toBe("/organizations/org_1/audit-log");
  expect(placesAt("/organizations/:organization/members/:member/role", "/organizations/org_1/members/a2/role")).toEqual(
    {
      organization: "org_1",
      member: "a2",
    },
  );
  expect(findPage("/organizations/org_1/workspaces/wksp_2")?.places).toEqual({ organization: "org_1", workspace: "2" });
});

test("what an organization's page asks for is a permission", () => {
  const asked = pageNames.flatMap((name) => {
    const { who } = pages[name];
    return typeof who === "string" ? [] : [who.may];
  });
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((may) => !Object.hasOwn(permissions, may))).toEqual([]);
});

test("a mistyped address does not compile", () => {
  const right: PageLink[] = ["/sign-in?return_to=%2F", "/sessions#alerts", "/account/organizations/x/leave"];
  // @ts-expect-error there is no such page
  const page: PageLink = "/sing-in";
  // @ts-expect-error there is no such dialog
  const dialog: PageLink = "/security/passwords";
  // @ts-expect-error it names an organization
  const unfilled = () => addressOf("members", {});
  expect([right.length, page, dialog, unfilled()]).toBeTruthy();
});
