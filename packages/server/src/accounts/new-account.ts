import type { World } from "../services.ts";
import type { AccountRow } from "./accounts.sql.ts";

/** An account as it begins, with an address that is known to be its owner's. Written by whoever makes it. */
export function newAccount(
  { now }: Pick<World, "now">,
  { id, email, emailKey, name }: Pick<AccountRow, "id" | "email" | "emailKey" | "name">,
): AccountRow {
  const at = now();
  return {
    ...{ id, email, emailKey, name, emailVerifiedAt: at, createdAt: at },
    preferredAuthenticatorId: null,
    suspendedAt: null,
    deletionRequestedAt: null,
    deletesAt: null,
    securedAt: null,
    passwordResetRequiredAt: null,
  };
}
