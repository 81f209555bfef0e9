import { expect, test } from "vitest";
import { noPolicies } from "../../../vocabulary/policies.ts";
import { listSteps } from "./draft.ts";

const list = (...cidrs: string[]) => ({ enabled: true, entries: cidrs.map((cidr) => ({ cidr, label: "" })) });

test("an allowlist keeps its ranges in one form, and the same ranges in another spelling are no change", () => {
  const before = { ...noPolicies, ipAllowlist: list("2001:DB8::/32", "10.1.2.3/8", "192.0.2.1") };
  const same = { ipAllowlist: list("2001:0db8:0::/32", "::ffff:10.1.2.3/104", "::ffff:c000:201") };
  expect(listSteps(before, same)).toEqual([]);
  const [step] = listSteps(noPolicies, same);
  expect(step?.to).toEqual(list("2001:db8::/32", "10.0.0.0/8", "192.0.2.1"));
});
