import { newLink } from "../accounts/mailed-link.ts";
import { requirePasswordReset } from "../accounts/require-password-reset.ts";
import { recordEvent } from "../audit/record-event.ts";
import { isRefusal, type Refusal } from "../problems.ts";
import type { Member } from "../sessions/caller.ts";
import { endEverything } from "../end-everything.ts";
import type { Services } from "../services.ts";
import { type ActRefused, actOnMember } from "./act-on-member.ts";
import { asAdmin } from "./hold-member.ts";

/** Signs a member out everywhere; no device is excused from their second step any more. */
export function endMemberSessions(
  services: Services,
  caller: Member,
  accountId: string,
): Promise<ActRefused | undefined> {
  return actOnMember(services, caller, { act: "end-sessions", accountId }, async (work) => {
    const { sessionId, ...by } = asAdmin(caller);
    const why = { reason: "signed-out-by-admin", by } as const;
    const { sessions } = await endEverything(work, { of: "account", accountId }, why);
    const about = { ...by, accountId, sessionId };
    await recordEvent(work, { ...about, type: "member.sessions-ended", data: { ended: sessions } });
    return undefined;
  });
}

/** Makes a member choose a new password by mail; until then the old one opens nothing, and they are signed out. */
export function requireMemberPasswordReset(
  services: Services,
  caller: Member,
  accountId: string,
): Promise<ActRefused | Refusal<"rate-limited"> | undefined> {
  const link = newLink(services, "/reset-password");
  const wish = { act: "require-password-reset", accountId } as const;
  return actOnMember<Refusal<"rate-limited">>(services, caller, wish, async (work) => {
    const { sessionId, ...by } = asAdmin(caller);
    const asked = { ...by, organizationName: caller.place.name };
    const refused = await requirePasswordReset(work, accountId, link, asked);
    if (isRefusal(refused)) return refused;
    const about = { ...by, accountId, sessionId } as const;
    await recordEvent(work, { ...about, type: "member.password-reset-required", data: {} });
    return undefined;
  });
}
