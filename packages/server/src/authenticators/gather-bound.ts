import type { Reader } from "../database/database.ts";
import type { BoundAuthenticator } from "../rules/vocabulary.ts";
import { findBoundPassword } from "./password/passwords.sql.ts";
import { findValidSet } from "./recovery-codes/recovery-codes.sql.ts";
import { listBoundTotp } from "./totp/totp.sql.ts";

/** Everything an account can prove itself with, in the order it is offered. Works the same for an account that is not there. */
export async function gatherBound(read: Reader, accountId: string): Promise<BoundAuthenticator[]> {
  const password = await findBoundPassword(read, accountId);
  const totp = await listBoundTotp(read, accountId);
  const codes = await findValidSet(read, accountId);
  return [
    ...(password ? [{ kind: "password", id: password.id } as const] : []),
    ...totp.map(({ id, name }) => ({ kind: "totp", id, name }) as const),
    ...(codes ? [{ kind: "recovery-code", id: codes.id, isSpent: codes.remaining === 0 } as const] : []),
  ];
}
