import { aboutOwn } from "../sessions/caller.ts";
import type { OwnerGoing } from "../accounts/delete-account.ts";
import { findMembership } from "../policies/memberships.ts";
import { refuseStranding } from "./refuse-stranding.ts";
import { takeOffBreakGlass } from "./take-off-break-glass.ts";

/** What the deletion of an owner's account means to organizations where others are: whether it may be, and that it ends break-glass. */
export const ownerAccountGoes: OwnerGoing = {
  mayGo: refuseStranding,
  async goes(work, caller, { organization, leavingId }) {
    const membership = await findMembership(work.tx, organization.id, leavingId);
    if (!membership) return;
    await takeOffBreakGlass(work, aboutOwn(caller), membership);
  },
};
