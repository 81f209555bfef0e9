import { decideInviting } from "./member-roles.ts";
import type { Role } from "./permissions.ts";

/** How an invitation stands that was neither used nor taken back. `voided`: its sender could not send it any more. */
export type InvitationStatus = "waiting" | "voided" | "expired";

export function decideInvitationStatus(
  { expiresAt, isSenderAble }: { readonly expiresAt: number; readonly isSenderAble: boolean },
  now: number,
): InvitationStatus {
  if (expiresAt <= now) return "expired";
  return isSenderAble ? "waiting" : "voided";
}

/** Whether whoever sent an invitation could send it still: it gives nothing that its sender has lost. */
export function decideInvitationStands(
  sender: { readonly role: Role; readonly suspendedAt: number | null },
  to: Role,
): boolean {
  return sender.suspendedAt === null && !decideInviting(sender.role, to);
}
