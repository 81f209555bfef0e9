import { isReadingNoted } from "../../audit/note-reading.ts";
import { recordEvent } from "../../audit/record-event.ts";
import type { Reader } from "../../database/database.ts";
import type { Member } from "../../sessions/caller.ts";
import type { Services } from "../../services.ts";
import { asAdmin } from "../hold-member.ts";
import type { Scope } from "./members.sql.ts";

/** Records that a preview showed where members came from: once an hour for each session, not for each key that is pressed. */
export async function notePreview(services: Services, caller: Member, { workspaceId }: Scope): Promise<void> {
  const { database, transact, now } = services;
  const accountId = caller.account.id;
  const data = workspaceId === null ? {} : { workspaceId };
  const about = { sessionId: caller.session.id, organizationId: caller.place.id };
  const reading = { ...about, data: JSON.stringify(data), at: now() };
  const isNoted = (read: Reader): Promise<boolean> =>
    isReadingNoted(read, { accountId, type: "policies.previewed" }, reading);
  // Looked at first without a transaction: most previews write nothing.
  if (await isNoted(database.read)) return;
  await transact(async (tx) => {
    if (await isNoted(tx)) return;
    await recordEvent(tx, services, { ...asAdmin(caller), type: "policies.previewed", accountId, data });
  });
}
