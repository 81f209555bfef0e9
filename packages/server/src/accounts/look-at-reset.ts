import { sha256 } from "../crypto/hash.ts";
import { refuse, type Refusal } from "../problems.ts";
import type { View } from "../services.ts";
import { findById } from "./accounts.sql.ts";
import { findWaitingReset } from "./mailed-links.sql.ts";

/** Whose password a mailed link changes: who has the link has the mailbox. The link is not used by asking. */
export async function lookAtReset(
  { read, now }: View,
  token: string,
): Promise<{ readonly email: string } | Refusal<"link-invalid">> {
  const waiting = await findWaitingReset(read, sha256(token), now());
  const account = waiting?.accountId ? await findById(read, waiting.accountId) : undefined;
  return account ? { email: account.email } : refuse("link-invalid");
}
