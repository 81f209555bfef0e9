import { recordEvent } from "../../audit/record-event.ts";
import { readCertificate } from "../../crypto/certificates.ts";
import type { Reader } from "../../database/database.ts";
import { findConnection } from "../../policies/connections.ts";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import { decideOneMore } from "../../rules/sizes/one-more.ts";
import type { Services, Work, World } from "../../services.ts";
import type { Steward, StewardRefused } from "../steward.ts";
import { findOwn } from "./manage-connections.ts";
import { keepOwnKey, makeOwnKey } from "./own-keys.ts";
import { listCountingKeyRows, type OwnKeyRow, retireKeys } from "./own-keys.sql.ts";

/** A key of our own as those who set the connection up see it: by its certificate. */
export interface OwnKeyListing {
  readonly id: string;
  readonly createdAt: number;
  /** When it counts no more; null for the one in use. */
  readonly retiresAt: number | null;
  readonly fingerprint: string;
  readonly notAfter: number;
}

type Refused = StewardRefused | Refusal<"conflict">;

/** Our keys of a connection that count, the one requests are signed with first. */
export async function listKeys({ now }: Pick<World, "now">, read: Reader, connectionId: string): Promise<OwnKeyListing[]> {
  return (await listCountingKeyRows(read, connectionId, now())).map(toListing);
}

const toListing = ({ id, pem, createdAt, retiresAt, notAfter }: OwnKeyRow): OwnKeyListing => ({
  ...{ id, createdAt, retiresAt, notAfter },
  fingerprint: readCertificate(pem)?.fingerprint ?? "",
});

/** Makes a new key for a connection's requests. What was encrypted for the one before opens for a month more. */
export async function replaceKey(services: Services, steward: Steward, connectionId: string): Promise<OwnKeyListing | Refused> {
  const refused = await services.transact((work) => refuseOneMore(work, steward, connectionId));
  if (refused) return refused;
  const row = await makeOwnKey(services, connectionId);
  return services.transact(async (work): Promise<OwnKeyListing | Refused> => {
    const again = await refuseOneMore(work, steward, connectionId);
    if (isRefusal(again)) return again;
    await keepOwnKey(work, row);
    const { name } = (await findConnection(work.tx, connectionId))!;
    const data = { connectionId, name };
    await recordEvent(work, { ...steward.about, accountId: null, type: "connection.key-replaced", data });
    return toListing(row);
  });
}

async function refuseOneMore(work: Work, steward: Steward, connectionId: string): Promise<Refused | undefined> {
  const held = await steward.hold(work);
  if (held) return held;
  const connection = await findOwn(work, steward, connectionId);
  if (!connection) return refuse("not-found");
  if (connection.kind !== "saml")
    return refuse("conflict", { detail: "A connection of OpenID Connect has a client secret, and no key of its own." });
  return decideOneMore("keys", (await listCountingKeyRows(work.tx, connectionId, work.now())).length);
}

/** Notes of keys whose time is over that they are; some at once. Answers how many. */
export function retireOldKeys({ tx, now }: Work): Promise<number> {
  return retireKeys(tx, now(), 100);
}
