import type { Check } from "../../vocabulary/sso.ts";

/** Whom a test has named, as far as others like them could come in. */
export interface TestedFacts {
  readonly address: string | null;
  /** Whether the address is at a proven domain of the organization. */
  readonly isAtOwnDomain: boolean;
  /** A sign-in of theirs would be turned away. */
  readonly isRefused: boolean;
}

const mend = "or add the domain and prove it. Whoever is at no domain of yours has to be invited first.";

/** What a connection sends of people must lead somewhere, else it would turn everybody away once it is on. */
export function judgeTestedPlace({ address, isAtOwnDomain, isRefused }: TestedFacts): Check {
  const passed = isAtOwnDomain || !isRefused;
  const seen = address ?? "no address";
  const fix =
    address === null
      ? "Let the provider send people's e-mail address: as the claim email, or as an attribute named email."
      : `Let the provider send an address at one of your domains, ${mend}`;
  return { name: "place", passed, expected: "an address at a proven domain", seen, fix: passed ? null : fix };
}

/** Says that role rules cannot work where groups do not come; nothing else depends on them. */
export function noteOverage(isOverage: boolean): Check | undefined {
  if (!isOverage) return undefined;
  return {
    name: "groups",
    passed: true,
    expected: "names of groups",
    seen: "too many groups, so only a link to them was sent",
    fix: "Roles are left as they are. Let the provider send only the groups that are assigned to this application.",
  };
}
