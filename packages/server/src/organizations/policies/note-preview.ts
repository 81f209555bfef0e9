import { isReadingNoted } from "../../audit/note-reading.ts";
import { recordEvent } from "../../audit/record-event.ts";
import type { Member } from "../../sessions/caller.ts";
import type { Services, View } from "../../services.ts";
import { asAdmin } from "../hold-member.ts";
import type { Scope } from "./members.sql.ts";

/** Records that a preview showed where members came from: once an hour for each session, not for each key that is pressed. */
export async function notePreview(services: Services, caller: Member, { workspaceId }: Scope): Promise<void> {
  const { transact, now } = services;
  const accountId = caller.account.id;
  const data = workspaceId === null ? {} : { workspaceId };
  const about = { sessionId: caller.session.id, organizationId: caller.place.id };
  const reading = { ...about, data: JSON.stringify(data), at: now() };
  const isNoted = (view: View): Promise<boolean> =>
    isReadingNoted(view, { accountId, type: "policies.previewed" }, reading);
  // Looked at first without a transaction: most previews write nothing.
  if (await isNoted(services)) return;
  await transact(async (work) => {
    if (await isNoted(work)) return;
    await recordEvent(work, { ...asAdmin(caller), type: "policies.previewed", accountId, data });
  });
}
