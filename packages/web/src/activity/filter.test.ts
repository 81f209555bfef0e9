import { expect, test } from "vitest";
import { kindsOf } from "./filter.ts";

test("no log is offered a filter that could only ever be empty", () => {
  const own = kindsOf({ organization: "org_1" });
  expect(own).toEqual(expect.arrayContaining(["organization", "policy", "request", "log", "authenticator"]));
  for (const kind of ["sign-in", "password", "account", "alert"] as const) expect(own).not.toContain(kind);
  expect(kindsOf("account")).toContain("sign-in");
  expect(kindsOf("deployment")).toContain("request");
});
