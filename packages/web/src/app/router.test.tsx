import { expect, test } from "vitest";
import { pageNames, pages, patternsOf } from "../../../server/src/addresses.ts";
import { isOwnPage, ownLink } from "./go-to.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import { isOrganizationPage } from "./organization-pages.ts";
import { OrganizationRoute } from "./organization-route.tsx";
import { pageAt } from "./router.tsx";
import { framedPages, SettingsPages } from "./settings-pages.tsx";

const addresses = pageNames.flatMap(patternsOf).map((pattern) => pattern.replaceAll(/:\w+/g, "x1"));

test.each(addresses)("%s shows its page", (address) => {
  expect(pageAt(address)).not.toBe(NotFoundPage);
});

test.each(["/nothing", "/sign-in/x", "/security/nonsense", "/operator", "/account/organizations/x1"])(
  "%s shows that there is no page",
  (address) => {
    expect(pageAt(address)).toBe(NotFoundPage);
  },
);

test("who may see a page is asked by the frame it stands in", () => {
  expect(SettingsPages).toBeTypeOf("function");
  for (const name of pageNames) {
    const isFramed = Object.hasOwn(framedPages, name);
    expect(isFramed || name === "goOn", name).toBe(pages[name].who !== "anyone");
    const asksThere = typeof pages[name].who === "object";
    expect(isOrganizationPage(name), name).toBe(asksThere);
    if (asksThere) expect(Reflect.get(framedPages, name), name).toBe(OrganizationRoute);
  }
});

test("going to any of them keeps this document, but for the root of the host", () => {
  expect(addresses.filter((address) => !isOwnPage(`${address}?a=/b#c`, ""))).toEqual(["/"]);
  expect(isOwnPage("/notes", "")).toBe(false);
});

test("under a base path only what begins with it is a page of ours", () => {
  expect(addresses.filter((address) => ownLink(`/auth${address}?a`, "/auth") !== `${address}?a`)).toEqual(["/"]);
  for (const path of ["/security", "/authority/security", "/auth", "/auth/notes", "https://x.example/auth/security"])
    expect(ownLink(path, "/auth"), path).toBeUndefined();
});
