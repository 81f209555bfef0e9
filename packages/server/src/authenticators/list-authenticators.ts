import type { Reader } from "../database/database.ts";
import { findBoundPassword } from "./password/passwords.sql.ts";
import { findValidSet } from "./recovery-codes/recovery-codes.sql.ts";
import { listBoundTotp } from "./totp/totp.sql.ts";

/** An authenticator in the list its owner sees. */
export interface AuthenticatorListing {
  readonly id: string;
  readonly kind: "totp";
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

export interface AuthenticatorList {
  readonly password: { readonly changedAt: number } | null;
  readonly totp: readonly AuthenticatorListing[];
  readonly recoveryCodes: { readonly remaining: number; readonly total: number; readonly issuedAt: number } | null;
}

/** All authenticators of an account, in the order they were bound. */
export async function listAuthenticators(read: Reader, accountId: string): Promise<AuthenticatorList> {
  const password = await findBoundPassword(read, accountId);
  const totp = await listBoundTotp(read, accountId);
  const codes = await findValidSet(read, accountId);
  return {
    password: password ? { changedAt: password.createdAt } : null,
    totp: totp.map(({ id, name, boundAt, lastUsedAt }) => ({
      id,
      kind: "totp",
      name,
      createdAt: boundAt ?? 0,
      lastUsedAt,
    })),
    recoveryCodes: codes ? { remaining: codes.remaining, total: codes.total, issuedAt: codes.issuedAt } : null,
  };
}
