import { type Refusal, refuse } from "../problems.ts";
import { decideRestoreKinds } from "../rules/sessions/restoring.ts";
import type { AuthenticatorKind } from "../vocabulary/kinds.ts";
import type { Session } from "../sessions/session.ts";
import { findFlagEvidence } from "../sessions/trust.ts";
import type { Services } from "../services.ts";
import { gatherBound } from "./gather-standing.ts";

/** What would restore a flagged session's trust. */
export async function listRestoreKinds(
  services: Services,
  { id, accountId }: Pick<Session, "id" | "accountId">,
): Promise<AuthenticatorKind[]> {
  const { read } = services.database;
  const evidence = await findFlagEvidence(read, id);
  return decideRestoreKinds(await gatherBound(services, accountId), evidence);
}

/** Refuses what a doubted session may not do: all but reading its own account, signing out, and restoring trust. */
export async function refuseFlagged(
  services: Services,
  session: Pick<Session, "id" | "accountId" | "flaggedAt" | "flaggedReason">,
): Promise<Refusal<"session-flagged"> | undefined> {
  if (session.flaggedAt === null) return undefined;
  return refuse("session-flagged", {
    acceptable: await listRestoreKinds(services, session),
    ...(session.flaggedReason && { reason: session.flaggedReason }),
  });
}
