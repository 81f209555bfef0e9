import { refuse, type Refusal } from "../problems.ts";
import { decideMay, type Role } from "./permissions.ts";

/** What may be done to a member. */
export type MemberAct =
  "change-role" | "remove" | "suspend" | "restore" | "end-sessions" | "require-password-reset" | "transfer-ownership";

/** Whether a role may do that to others at all, whoever they are. */
export function decideActsOnOthers(role: Role, act: MemberAct): Refusal<"not-allowed"> | undefined {
  if (decideMay(role, act === "transfer-ownership" ? "transfer-ownership" : "manage-members")) return undefined;
  return notByRole("Your role in this organization does not include that. Ask one of its owners or admins.");
}

/** Whether someone may invite a person to a role. */
export function decideInviting(role: Role, to: Role): Refusal<"not-allowed"> | undefined {
  if (!decideMay(role, "manage-members"))
    return notByRole("Your role in this organization does not include that. Ask one of its owners or admins.");
  return to === "owner" && role !== "owner" ? notByRole(ownersMakeOwners) : undefined;
}

export const ownersMakeOwners = "Only an owner makes someone an owner. Ask one of the organization's owners.";

export function notByRole(detail: string): Refusal<"not-allowed"> {
  return refuse("not-allowed", { reason: "role", detail });
}
