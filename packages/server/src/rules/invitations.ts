import { decideInviting } from "./member-roles.ts";
import type { Role } from "./permissions.ts";

/** Whether an invitation that was neither used nor taken back can still be accepted. */
export function decideInvitationOpen(expiresAt: number, now: number): boolean {
  return expiresAt > now;
}

/** Whether whoever sent an invitation could send it still: it gives nothing that its sender has lost. */
export function decideInvitationStands(
  sender: { readonly role: Role; readonly suspendedAt: number | null },
  to: Role,
): boolean {
  return sender.suspendedAt === null && !decideInviting(sender.role, to);
}
