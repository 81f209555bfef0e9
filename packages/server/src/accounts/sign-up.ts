import { anonymous } from "../vocabulary/events/actors.ts";
import type { Mail } from "../delivery/mail.ts";
import { recordEvent } from "../audit/record-event.ts";
import { checkNewPassword, normalizePassword } from "../authenticators/password/check-password.ts";
import { sha256 } from "../crypto/hash.ts";
import { randomToken } from "../crypto/random.ts";
import { refuseBusy } from "../authenticators/password/refuse-busy.ts";
import { busy } from "../crypto/password-hash.ts";
import { alreadyHaveAccount, confirmSignUp } from "../delivery/mails.ts";
import { signInThrough } from "../delivery/mails-single-sign-on.ts";
import { deliver } from "../delivery/outbox.ts";
import { heldToNothing } from "../rules/policies/held/held-policies.ts";
import { refuse, type Refusal } from "../problems.ts";
import { circumstances } from "../sessions/caller.ts";
import type { Client, Services, Work } from "../services.ts";
import { findByEmailKey } from "./accounts.sql.ts";
import { listCapturing } from "./captured.ts";
import type { EmailAddress } from "./email-address.ts";
import { newLink } from "./mailed-link.ts";
import { listWaitingSignUps, insertSignUp, renewSignUp } from "./mailed-links.sql.ts";

/** Without a password, the account begins with a passkey, made on the page behind the mailed link. */
export interface SignUp {
  readonly address: EmailAddress;
  readonly password: string | undefined;
  readonly name: string;
  /** Whose open invitation was mailed to this address, and its token: it may sign up where sign-up is closed. */
  readonly invitedTo: { readonly name: string; readonly token: string } | undefined;
  /** Where they came from. */
  readonly returnTo: string | undefined;
}

/** What the browser that signed up keeps, to be signed in by the link it opens itself. */
export interface SignedUp {
  readonly browserSecret: string;
}

/**
 * Begins a new account. Known and unknown addresses get the same answer by the same work: one hash, one row, one mail;
 * only the mail tells them apart, and those who sign in through their organization. There is no account until the mailed link is used.
 */
export async function signUp(
  services: Services,
  client: Client,
  { address, password, name, invitedTo, returnTo }: SignUp,
): Promise<SignedUp | Refusal<"not-allowed" | "password-unacceptable" | "rate-limited">> {
  const { transact, passwords, config, random } = services;
  if (config.signUp === "closed" && !invitedTo)
    return refuse("not-allowed", { reason: "sign-up-closed", detail: "New accounts cannot be made here." });
  const owner = { email: address.email, name, organizations: invitedTo ? [invitedTo.name] : [] };
  const unacceptable =
    password === undefined ? undefined : await checkNewPassword(services, password, owner, heldToNothing);
  if (unacceptable) return unacceptable;
  const passwordHash = password === undefined ? null : await passwords.hash(normalizePassword(password));
  if (passwordHash === busy) return refuseBusy(services);

  const browserSecret = randomToken(random);
  const browserHash = sha256(browserSecret);
  await transact((work) =>
    storeSignUp(work, client, { address, name, passwordHash, browserHash, invitedTo, returnTo }),
  );
  return { browserSecret };
}

interface Storing extends Pick<SignUp, "address" | "name" | "invitedTo" | "returnTo"> {
  readonly passwordHash: string | null;
  readonly browserHash: Uint8Array;
}

async function storeSignUp(
  work: Work,
  client: Client,
  { address, name, passwordHash, browserHash, invitedTo, returnTo }: Storing,
): Promise<void> {
  const { tx, newId, now } = work;
  const link = newLink(work, "/verify-email", { returnTo, invitation: invitedTo?.token });
  const account = await findByEmailKey(tx, address.key, now());
  const known = account !== undefined;
  const organizations = await listCapturing(work, { id: account?.id ?? null, email: address.email });
  const isInVain = known || organizations.length > 0;
  const id = newId("sgnp");
  await insertSignUp(tx, {
    id,
    ...link.row,
    email: address.email,
    emailKey: address.key,
    name,
    passwordHash: isInVain ? null : passwordHash,
    passwordlessAt: isInVain || passwordHash !== null ? null : now(),
    futureAccountId: newId("acct"),
    browserHash,
    signedUpAt: now(),
    device: client.device.text,
    ip: client.ip,
  });
  await recordEvent(work, {
    type: "sign-up.requested",
    accountId: null,
    actor: anonymous,
    client,
    data: { known },
  });
  const confirm = { name, url: link.url, expiresAt: link.row.expiresAt };
  await deliver(work, answerTo(work, client, { email: address.email, known, organizations, link: confirm }));
}

interface Answered {
  readonly email: string;
  readonly known: boolean;
  readonly organizations: Awaited<ReturnType<typeof listCapturing>>;
  readonly link: Parameters<typeof confirmSignUp>[1];
}

// Only the mail tells apart who has the address.
function answerTo({ config, now }: Work, client: Client, { email, known, organizations, link }: Answered): Mail {
  const from = circumstances(client, now());
  if (organizations.length > 0) return signInThrough(email, { organizations, wanted: "account" }, config, from);
  return known ? alreadyHaveAccount(email, config, from) : confirmSignUp(email, link, from);
}

/**
 * Mails the link of the one sign-up that waits for this address; the earlier link stops working. When more than one waits,
 * nothing is sent: nobody may be handed another's sign-up, and with it another's password, for their own. The mail tells
 * when and from where the sign-up itself came. Answers alike in every case.
 */
export async function resendSignUp(
  services: Services,
  client: Client,
  { address, invitedTo, returnTo }: Pick<SignUp, "address" | "invitedTo" | "returnTo">,
): Promise<void> {
  const { transact, now } = services;
  const link = newLink(services, "/verify-email", { returnTo, invitation: invitedTo?.token });
  await transact(async (work) => {
    const [waiting, another] = await listWaitingSignUps(work.tx, address.key, now());
    if (!waiting || another) return;
    const { email, name, signedUpAt: at, device, ip } = waiting;
    const organizations = await listCapturing(work, { id: null, email: address.email });
    if (organizations.length > 0) {
      const mail = signInThrough(email, { organizations, wanted: "account" }, work.config, { at, device, ip });
      return void (await deliver(work, mail));
    }
    const by = await deliver(
      work,
      confirmSignUp(email, { name, url: link.url, expiresAt: link.row.expiresAt }, { at, device, ip }),
    );
    if (!by) return;
    const actor = anonymous;
    await recordEvent(work, { type: "sign-up.link-resent", accountId: null, actor, client, data: {} });
    await renewSignUp(work.tx, waiting.id, { link: link.row, by });
  });
}
