import type { Work } from "../../../services.ts";
import { eraseEventDetails } from "../../events.sql.ts";
import { eraseLeafDetails } from "./forgetting.sql.ts";
import { holdLog } from "../log.sql.ts";

/**
 * Takes what names a person out of an erased account's events; that they happened stays, and can be proven.
 * Events not sealed yet are sealed without it. Holding the log keeps a sealer from having read what goes.
 */
export async function eraseEvents({ tx, now }: Work, accountId: string): Promise<void> {
  await holdLog(tx);
  await eraseEventDetails(tx, accountId);
  await eraseLeafDetails(tx, accountId, now());
}
