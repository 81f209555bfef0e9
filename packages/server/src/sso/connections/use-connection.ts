import { recordEvent } from "../../audit/record-event.ts";
import { changeConnection, findConnection, type StoredConnection } from "../../policies/connections.ts";
import { isEnforcedBy } from "../../policies/enforcement.ts";
import { isRefusal, refuse, type Refusal } from "../../problems.ts";
import type { Services, Work } from "../../services.ts";
import type { Steward, StewardRefused } from "../steward.ts";
import { endConnection } from "./end-connection.ts";
import { changedMeanwhile, findOwn } from "./manage-connections.ts";

type DeleteRefused = StewardRefused | Refusal<"conflict" | "would-strand">;
type Refused = StewardRefused | Refusal<"not-tested" | "conflict" | "would-strand">;

/** Switches a connection on, once a test has passed for exactly what it is. */
export function activateConnection(
  services: Services,
  steward: Steward,
  id: string,
): Promise<StoredConnection | Refused> {
  return within(services, steward, id, async (work, connection) => {
    if (connection.status === "active") return undefined;
    if (connection.testedRevision !== connection.revision) return refuse("not-tested");
    const on = { activatedAt: work.now(), disabledAt: null };
    if (!(await changeConnection(work.tx, connection, on))) return refuse("conflict", { detail: changedMeanwhile });
    const data = { connectionId: id, name: connection.name };
    await recordEvent(work, { ...steward.about, accountId: null, type: "connection.activated", data });
    return undefined;
  });
}

/** Switches a connection off: nobody is sent there, and whoever came from there is out. */
export async function disableConnection(
  services: Services,
  steward: Steward,
  id: string,
): Promise<StoredConnection | Refused> {
  const { organizationId, about: by } = steward;
  const off = await switchOff(services, steward, id);
  if (!isRefusal(off))
    await endConnection(services, { connectionId: id, organizationId, reason: "connection-disabled", by });
  return off;
}

function switchOff(services: Services, steward: Steward, id: string): Promise<StoredConnection | Refused> {
  return within(services, steward, id, async (work, connection) => {
    if (connection.status !== "active") return undefined;
    if (await isEnforcedBy(work.tx, connection)) return wouldStrand;
    const off = { disabledAt: work.now() };
    if (!(await changeConnection(work.tx, connection, off))) return refuse("conflict", { detail: changedMeanwhile });
    const data = { connectionId: id, name: connection.name };
    await recordEvent(work, { ...steward.about, accountId: null, type: "connection.disabled", data });
    return undefined;
  });
}

/** Deletes a connection with everything that came from it. */
export async function deleteConnection(
  services: Services,
  steward: Steward,
  id: string,
): Promise<DeleteRefused | undefined> {
  const { organizationId, about: by } = steward;
  const refused = await markDeleted(services, steward, id);
  if (!refused) await endConnection(services, { connectionId: id, organizationId, reason: "connection-deleted", by });
  return refused;
}

function markDeleted(services: Services, steward: Steward, id: string): Promise<DeleteRefused | undefined> {
  return services.transact(async (work): Promise<DeleteRefused | undefined> => {
    const held = await steward.hold(work);
    if (held) return held;
    const connection = await findOwn(work, steward, id);
    if (!connection) return refuse("not-found");
    if (connection.status === "active" && (await isEnforcedBy(work.tx, connection))) return wouldStrand;
    const gone = { deletedAt: work.now(), disabledAt: work.now(), sealedSecret: null, sealedPendingSecret: null };
    if (!(await changeConnection(work.tx, connection, gone))) return refuse("conflict", { detail: changedMeanwhile });
    const data = { connectionId: id, name: connection.name };
    await recordEvent(work, { ...steward.about, accountId: null, type: "connection.deleted", data });
    return undefined;
  });
}

const wouldStrand: Refusal<"would-strand"> = refuse("would-strand", {
  detail:
    "This organization requires single sign-on, and this is the connection it goes through. Switch the requirement off, or another connection on, first.",
});

function within(
  services: Services,
  steward: Steward,
  id: string,
  does: (work: Work, connection: StoredConnection) => Promise<Refused | undefined>,
): Promise<StoredConnection | Refused> {
  return services.transact(async (work): Promise<StoredConnection | Refused> => {
    const held = await steward.hold(work);
    if (held) return held;
    const connection = await findOwn(work, steward, id);
    if (!connection) return refuse("not-found");
    return (await does(work, connection)) ?? (await findConnection(work.tx, id))!;
  });
}
