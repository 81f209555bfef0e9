import { recordEvent } from "../../audit/record-event.ts";
import { changeConnection } from "../../policies/connections.ts";
import { refuse, type Refusal } from "../../problems.ts";
import type { Services } from "../../services.ts";
import type { Steward, StewardRefused } from "../steward.ts";
import { keepCertificates } from "./certificates.ts";
import { changedMeanwhile, findOwn, noneWaits } from "./manage-connections.ts";

/** Gives up a change that waits for its test: what serves goes on. A test of it that is under way puts nothing in place any more. */
export function discardPending(
  services: Services,
  steward: Steward,
  id: string,
): Promise<StewardRefused | Refusal<"conflict"> | undefined> {
  return services.transact(async (work) => {
    const held = await steward.hold(work);
    if (held) return held;
    const connection = await findOwn(work, steward, id);
    if (!connection) return refuse("not-found");
    const { configuration, name, pending } = connection;
    if (!pending) return refuse("conflict", { detail: "No change of this connection waits for a test." });
    if (!(await changeConnection(work.tx, connection, noneWaits)))
      return refuse("conflict", { detail: changedMeanwhile });
    if (configuration.kind === "saml") await keepCertificates(work, id, configuration.certificates);
    const data = { connectionId: id, name };
    await recordEvent(work, { ...steward.about, accountId: null, type: "connection.change-discarded", data });
    return undefined;
  });
}
