/** Whether an invitation that was neither used nor taken back can still be accepted. */
export function decideInvitationOpen(expiresAt: number, now: number): boolean {
  return expiresAt > now;
}
