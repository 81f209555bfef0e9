import type { Check } from "../../vocabulary/sso.ts";
import type { Role } from "../../vocabulary/roles.ts";
import { decideMay } from "../organizations/permissions.ts";

/** Who began a test, as they are when its answer comes. */
export type TesterFacts =
  | { readonly by: "link"; readonly stands: boolean }
  | {
      readonly by: "member";
      /** Their place in the organization; undefined where they or it are gone. */
      readonly place: { readonly role: Role; readonly suspendedAt: number | null } | undefined;
    };

const notAble: Check = {
  name: "tester",
  passed: false,
  expected: "somebody who may set single sign-on up",
  seen: "somebody who began the test, and may not any more",
  fix: "Let an admin test it, or make a new set-up link.",
};

/** What is amiss with a test because of who began it: what it shows is put in place in their name. */
export function judgeTester(facts: TesterFacts): Check | undefined {
  if (facts.by === "link") return facts.stands ? undefined : notAble;
  const { place } = facts;
  return place?.suspendedAt === null && decideMay(place.role, "manage-sso") ? undefined : notAble;
}
