import type { Reader } from "../database/database.ts";
import type { BoundAuthenticator } from "../rules/vocabulary.ts";
import type { Services } from "../services.ts";
import { listBoundPasskeys } from "./passkey/passkeys.sql.ts";
import { findBoundPassword } from "./password/passwords.sql.ts";
import { listBoundPhones } from "./phone/phones.sql.ts";
import { findValidSet } from "./recovery-codes/recovery-codes.sql.ts";
import { listBoundTotp } from "./totp/totp.sql.ts";

/** Everything an account can prove itself with. Works the same for an account that is not there. */
export async function gatherBound(
  { config }: Pick<Services, "config">,
  read: Reader,
  accountId: string,
): Promise<BoundAuthenticator[]> {
  const password = await findBoundPassword(read, accountId);
  const passkeys = await listBoundPasskeys(read, accountId);
  const totp = await listBoundTotp(read, accountId);
  const phones = await listBoundPhones(read, accountId);
  const codes = await findValidSet(read, accountId);
  const isUnusable = !config.textMessages.isOn;
  return [
    ...(password ? [{ kind: "password", id: password.id } as const] : []),
    ...passkeys.map(
      ({ id, name, userVerifiedAt }) => ({ kind: "passkey", id, name, verifiesUser: userVerifiedAt !== null }) as const,
    ),
    ...totp.map(({ id, name }) => ({ kind: "totp", id, name }) as const),
    ...phones.map(({ id, masked }) => ({ kind: "phone", id, name: masked, isUnusable }) as const),
    ...(codes ? [{ kind: "recovery-code", id: codes.id, isSpent: codes.remaining === 0 } as const] : []),
  ];
}
