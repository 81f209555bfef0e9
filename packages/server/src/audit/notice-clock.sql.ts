import { sql } from "kysely";
import type { Reader } from "../database/database.ts";

/** When the event with the newest id happened: ids begin with the time. */
export async function findNewestInstant(read: Reader): Promise<number | undefined> {
  return (await read.selectFrom("events").select("at").orderBy("id", "desc").limit(1).executeTakeFirst())?.at;
}

/** Whether it is noted already that the clock was set back from there. */
export async function wasNoted(read: Reader, from: number): Promise<boolean> {
  const rows = await read.selectFrom("events").select("data").where("type", "=", sql.lit("clock.moved")).execute();
  return rows.some(({ data }) => (JSON.parse(data) as { from: number }).from >= from);
}
