import { sha256 } from "../../crypto/hash.ts";
import type { Connection } from "../../policies/connections.ts";
import { decideCountedFactors } from "../../rules/sso/counted-factors.ts";
import type { Claims } from "../../rules/sso/id-token.ts";
import { authenticatedAtOf, endsAtOf, subjectOf } from "../../rules/sso/id-token-claims.ts";
import type { Vouched } from "../../vocabulary/sso.ts";
import { toAttributes } from "../attributes.ts";

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string");

/** Whom an ID token that passed every check names. */
export function oidcVouched(
  connection: Connection,
  claims: Claims,
  { now, isForced }: { readonly now: number; readonly isForced: boolean },
): Vouched {
  const { key, subject } = subjectOf(claims);
  const { attributes, isCut } = toAttributes(claims, connection.roleRules);
  const sid = textOf(claims.sid);
  const names = claims._claim_names as { groups?: unknown } | undefined;
  return {
    connectionId: connection.id,
    organizationId: connection.organizationId,
    subjectKey: key,
    subject,
    address: textOf(claims.email),
    name: textOf(claims.name),
    authenticatedAt: authenticatedAtOf(claims, now),
    acceptedAt: now,
    factors: decideCountedFactors(connection, { amr: textsOf(claims.amr), contexts: textsOf(claims.acr) }),
    endsAt: endsAtOf(claims),
    sidHash: sid === null ? null : Buffer.from(sha256(sid)).toString("base64url"),
    samlName: null,
    ...{ attributes, isCut },
    // Entra sends a link instead of more than 200 groups.
    isOverage: claims.hasgroups !== undefined || names?.groups !== undefined,
    isFresh: isForced,
  };
}
