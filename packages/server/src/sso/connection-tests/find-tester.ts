import { isStanding } from "../../accounts/active-owners.ts";
import { findMembership } from "../../policies/memberships.ts";
import type { TesterFacts } from "../../rules/sso/tester.ts";
import type { Work } from "../../services.ts";
import { findStandingLink } from "../set-up/setup-links.ts";
import type { TestRow } from "./tests.sql.ts";

/** Who began a test, as they are now. Whoever takes away what they may holds the organization, as the caller does. */
export async function findTester(
  { tx, now }: Work,
  organizationId: string,
  { startedBy, setupLinkId }: Pick<TestRow, "startedBy" | "setupLinkId">,
): Promise<TesterFacts> {
  if (setupLinkId !== null) {
    const standing = await findStandingLink(tx, organizationId, now());
    return { by: "link", stands: standing?.id === setupLinkId };
  }
  const membership = startedBy === null ? undefined : await findMembership(tx, organizationId, startedBy);
  return { by: "member", place: membership && (await isStanding(tx, membership.accountId)) ? membership : undefined };
}
