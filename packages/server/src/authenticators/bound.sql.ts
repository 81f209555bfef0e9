import { sql } from "kysely";
import { isBound } from "../database/bound.ts";
import type { Reader } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";

/** One authenticator of an account, of whatever kind. */
export interface BoundRow {
  readonly kind: AuthenticatorKind;
  readonly id: string;
  readonly name: string | null;
  readonly boundAt: number;
  readonly userVerifiedAt: number | null;
  readonly breachedAt: number | null;
  readonly discoverableAt: number | null;
  readonly securityKeyAt: number | null;
  /** Made by the browser itself, and not used so far. */
  readonly untriedAt: number | null;
  /** Recovery codes left; null for other kinds. */
  readonly remaining: number | null;
}

// One statement over all kinds: every sign-in and every step-up asks for it.
const list = statement<{ accountId: string }, BoundRow>((on, value) => {
  const account = value("accountId");
  const query = sql<BoundRow>`
    select 'password' as kind, id, cast(null as text) as name, created_at as bound_at, breached_at,
        cast(null as bigint) as user_verified_at, cast(null as bigint) as discoverable_at, cast(null as bigint) as security_key_at,
        cast(null as bigint) as untried_at, cast(null as bigint) as remaining
      from passwords where account_id = ${account} and unbound_at is null
    union all select 'passkey', id, name, bound_at, null, user_verified_at, discoverable_at, security_key_at,
        case when last_used_at is null then silently_at end, null
      from passkeys where account_id = ${account} and ${isBound}
    union all select 'totp', id, name, bound_at, null, null, null, null, null, null
      from totp_authenticators where account_id = ${account} and ${isBound}
    union all select 'phone', id, masked, bound_at, null, null, null, null, null, null
      from phones where account_id = ${account} and ${isBound}
    union all select 'recovery-code', id, null, issued_at, null, null, null, null, null,
        (select count(*) from recovery_codes where set_id = recovery_code_sets.id and spent_at is null)
      from recovery_code_sets where account_id = ${account} and revoked_at is null`;
  return { compile: () => query.compile(on) };
});

/** Everything bound to an account, in no order. */
export function listBound(read: Reader, accountId: string): Promise<BoundRow[]> {
  return list.all(read, { accountId });
}
