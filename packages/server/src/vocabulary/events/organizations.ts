import { roles } from "../roles.ts";
import { z } from "zod";
import { event, plain } from "./define.ts";
import { thingOf } from "../kinds.ts";
import { Count, Kind, Text } from "./words.ts";

const protectionWords = {
  bound: (thing: string) => `added ${thing} to the member's account`,
  unbound: (thing: string) => `removed ${thing} from the member's account`,
  "two-step-off": () => "turned two-step sign-in off for the member's account",
  "password-removed": () => "removed the password of the member's account",
};
const RoleWord = z.enum(roles);
const workspaceId = "wksp_01h455vb4pex5vsknk084sn02q";
const invitationId = "invt_01h455vb4pex5vsknk084sn02q";

/** What happens to an organization, its people and its workspaces. Each carries the organization; what happens to a person is their event too. */
export const organizationEvents = {
  "organization.created": event("organization", { name: Text }, ({ name }) => `created the organization “${name}”`, {
    name: "Larkfield Studio",
  }),
  "organization.renamed": event(
    "organization",
    { from: Text, to: Text },
    ({ from, to }) => `renamed the organization from “${from}” to “${to}”`,
    { from: "Larkfield", to: "Larkfield Studio" },
  ),
  "organization.time-zone-changed": event(
    "organization",
    { from: Text, to: Text },
    ({ from, to }) => `changed the organization's time zone from ${from} to ${to}`,
    { from: "UTC", to: "Europe/London" },
  ),
  "organization.plan-changed": event(
    "organization",
    { from: Text, to: Text },
    ({ from, to }) => `changed the plan from ${from} to ${to}`,
    { from: "free", to: "team" },
  ),
  "organization.deleted": event("organization", { name: Text }, ({ name }) => `closed the organization “${name}”`, {
    name: "Larkfield Studio",
  }),
  "member.added": event(
    "organization",
    { role: RoleWord, invitationId: Text.optional() },
    ({ role }) => `joined the organization as ${role}`,
    { role: "member", invitationId },
  ),
  "member.role-changed": event(
    "organization",
    { from: RoleWord, to: RoleWord },
    ({ from, to }) => `changed a member's role from ${from} to ${to}`,
    { from: "member", to: "admin" },
  ),
  /** What protects a member's account, in every organization they are in; never from where they changed it. */
  "member.protection-changed": event(
    "organization",
    {
      change: z.enum(["bound", "unbound", "two-step-off", "password-removed"]),
      kind: Kind.optional(),
      isSecurityKey: z.literal(true).optional(),
    },
    ({ change, kind, isSecurityKey }) =>
      protectionWords[change](kind === undefined ? "a way to sign in" : thingOf(kind, isSecurityKey)),
    { change: "bound", kind: "passkey" },
  ),
  "member.left": plain("organization", "left the organization"),
  "member.removed": plain("organization", "removed a member from the organization"),
  "member.suspended": plain("organization", "suspended a member in the organization"),
  "member.restored": plain("organization", "restored a member in the organization"),
  "member.sessions-ended": event(
    "organization",
    { ended: Count },
    ({ ended }) => `signed a member out everywhere: ${ended} ${ended === 1 ? "session" : "sessions"}`,
    { ended: 2 },
  ),
  "member.password-reset-required": plain("organization", "asked a member to choose a new password"),
  "ownership.transferred": event("organization", { to: Text }, () => "handed the organization's ownership over", {
    to: "acct_01h455vb4pex5vsknk084sn02q",
  }),
  "invitation.created": event(
    "organization",
    /** The address as far as it may be kept: `m…@example.com`. */
    { invitationId: Text, to: Text, role: RoleWord },
    ({ to, role }) => `invited ${to} as ${role}`,
    { invitationId, to: "m…@example.com", role: "member" },
  ),
  "invitation.revoked": event(
    "organization",
    /** `not-me`: whoever has the account it was sent from says that it was not them. */
    { invitationId: Text, to: Text, reason: z.enum(["not-me"]).optional() },
    ({ to, reason }) =>
      `took the invitation of ${to} back${reason ? ", because its sender's account was in other hands" : ""}`,
    { invitationId, to: "m…@example.com" },
  ),
  "workspace.created": event(
    "organization",
    { workspaceId: Text, name: Text },
    ({ name }) => `created the workspace “${name}”`,
    { workspaceId, name: "Finance" },
  ),
  "workspace.renamed": event(
    "organization",
    { workspaceId: Text, from: Text, to: Text },
    ({ from, to }) => `renamed the workspace “${from}” to “${to}”`,
    { workspaceId, from: "Finance", to: "Accounting" },
  ),
  "workspace.deleted": event(
    "organization",
    { workspaceId: Text, name: Text },
    ({ name }) => `deleted the workspace “${name}”`,
    { workspaceId, name: "Finance" },
  ),
  "workspace.member-added": event(
    "organization",
    { workspaceId: Text, name: Text },
    ({ name }) => `added a member to the workspace “${name}”`,
    { workspaceId, name: "Finance" },
  ),
  "workspace.member-removed": event(
    "organization",
    { workspaceId: Text, name: Text },
    ({ name }) => `took a member out of the workspace “${name}”`,
    { workspaceId, name: "Finance" },
  ),
};
