import type { EventType } from "../../vocabulary/events/catalogue.ts";

/** Who is told of what happens in an organization. */
export type Audience = "owners" | "other-owners" | "member";

const audiences: Readonly<Partial<Record<EventType, readonly Audience[]>>> = {
  "policies.changed": ["other-owners"],
  "break-glass.changed": ["owners"],
  "break-glass.used": ["owners"],
  "ownership.transferred": ["owners"],
  "organization.plan-changed": ["owners"],
  "domain.failing": ["owners"],
  "domain.released": ["owners"],
  "connection.activated": ["other-owners"],
  "connection.changed": ["other-owners"],
  "connection.replaced": ["owners"],
  "connection.disabled": ["other-owners"],
  "connection.deleted": ["other-owners"],
  "connection.certificate-expiring": ["owners"],
  "connection.unreachable": ["owners"],
  "connection.rules-changed": ["other-owners"],
  "setup-link.created": ["other-owners"],
  "setup-link.opened": ["owners"],
  "setup-link.finished": ["owners"],
  "member.role-changed": ["member"],
  "member.removed": ["member"],
  "member.suspended": ["member"],
  "member.restored": ["member"],
  "member.sessions-ended": ["member"],
  "member.password-reset-required": ["member"],
};

/** Who is told of an event of an organization; nobody of most. `besides`: what the same act did to the same member there. */
export function decideAudiences(type: EventType, data: unknown, besides: readonly unknown[] = []): readonly Audience[] {
  const told = audiences[type] ?? [];
  if (type === "member.protection-changed" && weakens(data)) return isSaidBy(besides, data) ? [] : ["other-owners"];
  return type === "member.role-changed" && concernsOwners(data) ? [...told, "owners"] : told;
}

// More protection is for the log alone; of what is taken off owners hear at once.
function weakens(data: unknown): boolean {
  return changeOf(data) !== "bound";
}

const changeOf = (data: unknown): unknown => (data as { change?: unknown }).change;

// That two-step sign-in was turned off says that what it rested on is gone: one mail, not one for each.
function isSaidBy(besides: readonly unknown[], data: unknown): boolean {
  return changeOf(data) === "unbound" && besides.some((other) => changeOf(other) === "two-step-off");
}

function concernsOwners(data: unknown): boolean {
  const { from, to } = data as { from?: unknown; to?: unknown };
  return from === "owner" || to === "owner";
}

/** Of the owners, those who hear of it; whoever did it knows. Suspended ones have no part in it. */
export function decideOwnersTold(
  owners: readonly { readonly accountId: string; readonly suspendedAt: number | null }[],
  audience: readonly Audience[],
  actorId: string | null,
): string[] {
  if (!audience.includes("owners") && !audience.includes("other-owners")) return [];
  const active = owners.filter(({ suspendedAt }) => suspendedAt === null).map(({ accountId }) => accountId);
  return audience.includes("owners") ? active : active.filter((id) => id !== actorId);
}
