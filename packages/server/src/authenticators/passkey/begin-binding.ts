import type { Sweep } from "../../database/sweep.ts";
import { aboutOwn, type Person } from "../../sessions/caller.ts";
import { recordEvent } from "../../audit/record-event.ts";
import { refuse, type Refusal } from "../../problems.ts";
import { decideMayBind } from "../../rules/policies/binding/allowed-kinds.ts";
import { decideMayBeSilent } from "../../rules/authenticators/passkey-offer.ts";
import type { Services, World } from "../../services.ts";
import { gatherBound } from "../gather-standing.ts";
import { makeRoomToBind } from "../room-to-bind.ts";
import { deleteStale } from "../second-factors.sql.ts";
import { ceremonySeconds, issueChallenge } from "./challenges.ts";
import { insertPasskey, listBoundPasskeys } from "./passkeys.sql.ts";
import { userHandleOf } from "./user-handle.ts";

/** How a passkey is to be made. */
export interface PasskeyWish {
  /** A key one carries, as a second step, rather than a passkey kept on the device. */
  readonly securityKey?: boolean | undefined;
  /** Made by the browser itself after a sign-in, without a dialog (conditional create). */
  readonly conditional?: boolean | undefined;
}

/** A ceremony begun: the options for `navigator.credentials.create`. */
export interface PendingPasskey {
  readonly id: string;
  readonly options: object;
  readonly expiresAt: number;
}

/** Begins to bind a passkey or security key. It proves nothing until `completePasskeyBinding`. */
export async function beginPasskeyBinding(
  services: Services,
  caller: Person,
  wish: PasskeyWish,
): Promise<PendingPasskey | Refusal<"conflict" | "not-allowed">> {
  const { account, session, holding } = caller;
  const forbidden = decideMayBind("passkey", holding.held);
  if (forbidden) return forbidden;
  const { transact, newId, now } = services;
  const id = newId("pkey");
  const expiresAt = now() + ceremonySeconds * 1000;
  return transact(async (work) => {
    if (wish.conditional && !decideMayBeSilent(await gatherBound(work, account.id)))
      return refuse("conflict", { detail: "A first second factor is not made without asking." });
    const full = await makeRoomToBind(work, account.id, "passkey");
    if (full) return full;
    const challenge = await issueChallenge(work, { purpose: "bind", subjectId: id, sessionId: session.id });
    await insertPasskey(work.tx, newPasskey({ id, accountId: account.id, createdAt: now(), expiresAt }, wish));
    const bound = await listBoundPasskeys(work.tx, account.id);
    await recordEvent(work, {
      ...aboutOwn(caller),
      type: "authenticator.binding-begun",
      data: { kind: "passkey", authenticatorId: id, ...(wish.securityKey && { isSecurityKey: true }) },
    });
    return { id, options: creationOptions(work, account, { challenge, bound }, wish), expiresAt };
  });
}

interface BegunPasskey {
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A row for a passkey whose ceremony has begun. */
export function newPasskey(begun: BegunPasskey, { securityKey, conditional }: PasskeyWish) {
  return {
    ...begun,
    name: "",
    securityKeyAt: securityKey ? begun.createdAt : null,
    silentlyAt: conditional ? begun.createdAt : null,
    counter: 0,
    transports: "[]",
  };
}

interface Asking {
  readonly challenge: string;
  /** What the account has already, so that no key is bound twice. */
  readonly bound: readonly { readonly credentialId: string; readonly transports: string }[];
}

/** `PublicKeyCredentialCreationOptionsJSON` (WebAuthn L3 §5.4). */
export function creationOptions(
  { config }: World,
  account: { readonly id: string; readonly email: string; readonly name: string },
  { challenge, bound }: Asking,
  { securityKey = false, conditional = false }: PasskeyWish,
): object {
  return {
    rp: { id: config.relyingParty.id, name: config.productName },
    user: { id: userHandleOf(account.id), name: account.email, displayName: account.name },
    challenge,
    pubKeyCredParams: config.relyingParty.newAlgorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: ceremonySeconds * 1000,
    excludeCredentials: bound.map(({ credentialId, transports }) => ({
      type: "public-key",
      id: credentialId,
      transports: JSON.parse(transports) as string[],
    })),
    authenticatorSelection: securityKey
      ? {
          authenticatorAttachment: "cross-platform",
          residentKey: "discouraged",
          requireResidentKey: false,
          userVerification: "preferred",
        }
      : {
          residentKey: "required",
          requireResidentKey: true,
          userVerification: conditional ? "preferred" : "required",
        },
    hints: securityKey ? ["security-key"] : [],
    attestation: config.relyingParty.attestation,
    extensions: { credProps: true },
  };
}

/** Forgets bindings begun and not completed. */
export const sweepPendingPasskeys: Sweep = (tx, now, most) =>
  deleteStale(tx, "passkeys", now - 24 * 60 * 60 * 1000, most);
