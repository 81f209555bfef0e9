import { sql } from "kysely";
import type { Database, Tx } from "../database/database.ts";
import { statement } from "../database/statement.ts";
import { latestPossible } from "../vocabulary/instants.ts";
import type { SessionRow } from "./sessions.sql.ts";

/** What a request shows of where its session is used from; null for what stays as it was. */
export type SeenUse = Pick<SessionRow, "lastIp" | "lastPlace" | "locatedAt" | "browserVersion">;

/** A use of a session. */
export interface Touch extends SeenUse {
  readonly id: string;
  /** Unix milliseconds. */
  readonly now: number;
}

const touched = statement<Touch & { latest: number }>((on, value) =>
  on
    .updateTable("sessions")
    .set(({ fn, ref }) => ({
      lastSeenAt: value("now"),
      lastIp: fn.coalesce(sql<string>`${value("lastIp")}`, ref("lastIp")),
      lastPlace: fn.coalesce(sql<string>`${value("lastPlace")}`, ref("lastPlace")),
      locatedAt: fn.coalesce(sql<number>`${value("locatedAt")}`, ref("locatedAt")),
      browserVersion: fn.coalesce(sql<string>`${value("browserVersion")}`, ref("browserVersion")),
    }))
    .where("id", "=", value("id"))
    // Nothing goes backwards when requests overtake each other; what a clock ahead has seen is no later activity.
    .where((is) => is.or([is("lastSeenAt", "<=", value("now")), is("lastSeenAt", ">", value("latest"))])),
);

/** Notes activity, and where it was seen if that is known. */
export const noteTouch = (database: Database, use: Touch): Promise<void> =>
  touched.note(database, { ...use, latest: latestPossible(use.now) });

/** The same within a transaction. */
export async function touch(tx: Tx, use: Touch): Promise<void> {
  await touched.run(tx, { ...use, latest: latestPossible(use.now) });
}
