import { recordEvent } from "../audit/record-event.ts";
import { bindPassword } from "../authenticators/password/bind-password.ts";
import { sha256 } from "../crypto/hash.ts";
import type { Tx } from "../database/database.ts";
import { lockAccount } from "../database/lock-account.ts";
import { addressChanged } from "../delivery/notices.ts";
import { deliver } from "../delivery/outbox.ts";
import { refuse, type Refusal } from "../problems.ts";
import { circumstances } from "../sessions/caller.ts";
import type { Client, Services } from "../services.ts";
import { type AccountRow, findById, insertAccount, setEmail } from "./accounts.sql.ts";
import {
  closeSignUps,
  consumeEmailChange,
  consumeSignUp,
  type EmailChangeRow,
  replacePasswordResets,
  type SignUpRow,
} from "./mailed-links.sql.ts";
import { isUniqueViolation } from "../database/dialects.ts";

export interface VerifiedEmail {
  readonly purpose: "sign-up" | "change-email";
  readonly account: AccountRow;
}

/** Uses a mailed link: makes the account it was sent for, or gives an account its new address. Works once; opens no session. */
export async function verifyEmail(
  services: Services,
  client: Client,
  token: string,
): Promise<VerifiedEmail | Refusal<"link-invalid">> {
  const { transact, now } = services;
  const tokenHash = sha256(token);
  const use = async (tx: Tx): Promise<VerifiedEmail | Refusal<"link-invalid">> => {
    const signUp = await consumeSignUp(tx, tokenHash, now());
    if (signUp) return createAccount(tx, services, client, signUp);
    const change = await consumeEmailChange(tx, tokenHash, now());
    return change ? changeAddress(tx, services, client, change) : refuse("link-invalid");
  };
  try {
    return await transact(use);
  } catch (error) {
    // Two accounts confirmed the same address at the same moment, and the other was first.
    if (isUniqueViolation(error)) return refuse("link-invalid");
    throw error;
  }
}

async function createAccount(
  tx: Tx,
  services: Services,
  client: Client,
  signUp: SignUpRow,
): Promise<VerifiedEmail | Refusal<"link-invalid">> {
  const { newId, now } = services;
  const { email, emailKey, name, passwordHash } = signUp;
  const account: AccountRow = {
    id: newId("acct"),
    email,
    emailKey,
    name,
    emailVerifiedAt: now(),
    createdAt: now(),
    preferredAuthenticatorId: null,
    suspendedAt: null,
    deletionRequestedAt: null,
    deletesAt: null,
  };
  if (passwordHash === null || !(await insertAccount(tx, account))) return refuse("link-invalid");
  await bindPassword(tx, services, account.id, passwordHash);
  await closeSignUps(tx, emailKey, now());
  await recordEvent(tx, services, {
    type: "account.created",
    accountId: account.id,
    actor: { kind: "account", id: account.id },
    client,
    data: {},
  });
  return { purpose: "sign-up", account };
}

async function changeAddress(
  tx: Tx,
  services: Services,
  client: Client,
  change: EmailChangeRow,
): Promise<VerifiedEmail | Refusal<"link-invalid">> {
  const { now, config } = services;
  const { accountId, email, emailKey } = change;
  await lockAccount(tx, accountId);
  const before = await findById(tx, accountId);
  if (!before || before.suspendedAt !== null || before.deletesAt !== null) return refuse("link-invalid");
  if (!(await setEmail(tx, accountId, { email, emailKey, emailVerifiedAt: now() }))) return refuse("link-invalid");
  // A reset link lies in the old mailbox, which may be the reason for the change.
  await replacePasswordResets(tx, accountId, now());
  await recordEvent(tx, services, {
    type: "email.changed",
    accountId,
    actor: { kind: "account", id: accountId },
    client,
    data: {},
  });
  await deliver(tx, services, addressChanged(before.email, config.publicUrl, email, circumstances(client, now())));
  return { purpose: "change-email", account: { ...before, email, emailKey, emailVerifiedAt: now() } };
}
