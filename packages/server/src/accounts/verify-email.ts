import { itself } from "../vocabulary/events/actors.ts";
import type { Person } from "../sessions/caller.ts";
import { isCurrent } from "../sessions/hold-caller.ts";
import { replaceToken } from "../sessions/replace-token.ts";
import { recordEvent } from "../audit/record-event.ts";
import { sha256 } from "../crypto/hash.ts";
import { lockAccount } from "../database/lock-account.ts";
import { isRefusal, refuse, type Refusal } from "../problems.ts";
import type { Client, Services, Work } from "../services.ts";
import { type AccountRow, findById, setEmail } from "./accounts.sql.ts";
import { type CompletedSignUp, completeSignUp, type FirstAuthenticator, readySignUp } from "./complete-sign-up.ts";
import { refuseNewAddress } from "./captured.ts";
import { endCapturedSessions } from "./end-captured.ts";
import { noteFormerAddress } from "./former-addresses.ts";
import { consumeEmailChange, type EmailChangeRow, findEmailChange, voidPasswordResets } from "./mailed-links.sql.ts";
import { isChangeOpen } from "./open-email-change.ts";
import { isUniqueViolation } from "../database/dialects.ts";

/** An account that has its new address. */
export interface ChangedEmail {
  readonly purpose: "change-email";
  readonly account: AccountRow;
  /** When the link was used in a session of that account. */
  readonly newToken: string | null;
}

/** Who uses a link: anybody, or a session. */
interface LinkUser<SignedIn> {
  readonly client: Client;
  readonly caller: Person | null;
  /** Opens a session, where who made an account here has proven enough for one. */
  signIn(work: Work, signUp: CompletedSignUp): Promise<SignedIn | null>;
}

export type VerifiedEmail<SignedIn> = (CompletedSignUp & { readonly signedIn: SignedIn | null }) | ChangedEmail;

type Refused = Refusal<
  "not-allowed" | "link-invalid" | "conflict" | "proof-rejected" | "password-unacceptable" | "rate-limited"
>;

/** Uses a mailed link: makes the account it was sent for, or gives an account its new address. Works once. */
export async function verifyEmail<SignedIn>(
  services: Services,
  { client, caller, signIn }: LinkUser<SignedIn>,
  { token, ...first }: FirstAuthenticator & { readonly token: string },
): Promise<VerifiedEmail<SignedIn> | Refused> {
  const { transact } = services;
  const tokenHash = sha256(token);
  const ready = await readySignUp(services, tokenHash, first);
  if (isRefusal(ready)) return ready;
  const use = async (work: Work): Promise<VerifiedEmail<SignedIn> | Refused> => {
    const signUp = await completeSignUp(work, client, tokenHash, ready);
    if (isRefusal(signUp)) return signUp;
    if (signUp) return { ...signUp, signedIn: await signIn(work, signUp) };
    return (await useChange(work, tokenHash, { client, caller })) ?? refuse("link-invalid");
  };
  try {
    return await transact(use);
  } catch (error) {
    // Two accounts confirmed the same address at the same moment, and the other was first.
    if (isUniqueViolation(error)) return refuse("link-invalid");
    throw error;
  }
}

async function useChange(
  work: Work,
  tokenHash: Uint8Array,
  user: Pick<LinkUser<unknown>, "client" | "caller">,
): Promise<ChangedEmail | Refusal<"link-invalid" | "not-allowed"> | undefined> {
  const waiting = await findEmailChange(work.tx, tokenHash, work.now());
  if (!waiting) return undefined;
  await lockAccount(work.tx, waiting.accountId);
  if (!(await isChangeOpen(work, waiting))) return undefined;
  const account = await findById(work.tx, waiting.accountId);
  const captured = account && (await refuseNewAddress(work, account, waiting.email));
  if (captured) return captured;
  const change = await consumeEmailChange(work.tx, tokenHash, work.now());
  return change && changeAddress(work, user, change);
}

async function changeAddress(
  work: Work,
  { client, caller }: Pick<LinkUser<unknown>, "client" | "caller">,
  change: EmailChangeRow,
): Promise<ChangedEmail | Refusal<"link-invalid">> {
  const { tx, now } = work;
  const { accountId, email, emailKey } = change;
  const before = await findById(tx, accountId);
  if (!before || before.suspendedAt !== null || before.deletesAt !== null) return refuse("link-invalid");
  if (!(await setEmail(tx, accountId, { email, emailKey, emailVerifiedAt: now() }))) return refuse("link-invalid");
  await noteFormerAddress(work, before, emailKey);
  // A reset link lies in the old mailbox, which may be the reason for the change.
  await voidPasswordResets(tx, accountId, now());
  await recordEvent(work, {
    type: "email.changed",
    accountId,
    actor: itself(accountId),
    client,
    data: {},
  });
  // The new address may be one whose holder signs in through an organization, from now on.
  await endCapturedSessions(work, accountId, { actor: itself(accountId), client });
  const isOwn = caller?.account.id === accountId && (await isCurrent(tx, caller.session));
  const newToken = isOwn ? (await replaceToken(work, caller)).newToken : null;
  return { purpose: "change-email", account: { ...before, email, emailKey, emailVerifiedAt: now() }, newToken };
}
