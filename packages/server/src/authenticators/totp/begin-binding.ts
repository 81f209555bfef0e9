import type { Sweep } from "../../database/sweep.ts";
import { aboutOwn, type Person } from "../../sessions/caller.ts";
import { renderSVG } from "uqr";
import { recordEvent } from "../../audit/record-event.ts";
import { seal } from "../../crypto/seal.ts";
import type { Refusal } from "../../problems.ts";
import { decideMayBind } from "../../rules/policies/binding/allowed-kinds.ts";
import type { Services } from "../../services.ts";
import { base32, otpauthUri, secretBytes } from "./totp.ts";
import { makeRoomToBind } from "../room-to-bind.ts";
import { deleteStale } from "../second-factors.sql.ts";
import { insertPending } from "./totp.sql.ts";

const pendingSeconds = 600;

/** A secret shown once, to be put into an app within ten minutes. */
export interface PendingTotp {
  readonly id: string;
  readonly secret: string;
  readonly uri: string;
  readonly qrSvg: string;
  readonly expiresAt: number;
}

/** Makes a secret for a new authenticator app. It proves nothing until `completeTotpBinding`. */
export async function beginTotpBinding(
  services: Services,
  caller: Person,
): Promise<PendingTotp | Refusal<"not-allowed" | "conflict">> {
  const { account, holding } = caller;
  const forbidden = decideMayBind("totp", holding.held);
  if (forbidden) return forbidden;
  const { transact, random, newId, now, keys, config } = services;
  const secret = random(secretBytes);
  const id = newId("totp");
  const expiresAt = now() + pendingSeconds * 1000;
  const uri = otpauthUri(secret, config.productName, account.email);
  const pending: PendingTotp = {
    id,
    secret: base32(secret),
    uri,
    qrSvg: renderSVG(uri, { border: 4, ecc: "M" }),
    expiresAt,
  };
  return transact(async (work) => {
    const full = await makeRoomToBind(work, account.id, "totp");
    if (full) return full;
    await insertPending(work.tx, {
      id,
      accountId: account.id,
      sessionId: caller.session.id,
      name: "",
      sealedSecret: seal(keys, random, secret, id),
      createdAt: now(),
      expiresAt,
      lastSpentStep: 0,
    });
    await recordEvent(work, {
      ...aboutOwn(caller),
      type: "authenticator.binding-begun",
      data: { kind: "totp", authenticatorId: id },
    });
    return pending;
  });
}

/** Forgets bindings begun and not completed. */
export const sweepPendingTotp: Sweep = (tx, now, most) =>
  deleteStale(tx, "totpAuthenticators", now - 24 * 60 * 60 * 1000, most);
