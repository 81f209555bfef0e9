import type { Role } from "../../vocabulary/roles.ts";
import { decideInviting } from "./permissions.ts";

/** How an invitation stands that was neither used nor taken back. `voided`: its sender could not send it any more. */
export const invitationStatuses = ["waiting", "voided", "expired"] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

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
