import { refuse, type Refusal } from "../../problems.ts";
import type { Proof } from "../../vocabulary/proofs.ts";
import { breakGlassSessionSeconds, type Capture, type CapturedFacts, decideCaptured } from "./capture.ts";

/** A session as it was opened. */
export interface OpenedFacts {
  readonly proofs: readonly Proof[];
  readonly createdAt: number;
  /** Its absolute end. */
  readonly expiresAt: number;
}

/** Whether a session goes on once its owner is captured: their provider has vouched for it, or break-glass opened it. */
export function decideGoesOn(captured: CapturedFacts | null, { proofs, createdAt, expiresAt }: OpenedFacts): boolean {
  const decided = decideCaptured(captured, proofs);
  if ("refused" in decided) return false;
  const isByGlass = decided.opens && expiresAt - createdAt <= breakGlassSessionSeconds * 1000;
  return decided.by === "anything" || isByGlass;
}

/** Refuses an address by which a captured person would get away from whom they are captured by. */
export function decideNewAddress(now: Capture | null, then: Capture | null): Refusal<"not-allowed"> | undefined {
  const stays = (id: string): boolean => then?.organizationIds.includes(id) === true;
  if (now === null || now.organizationIds.every(stays)) return undefined;
  return refuse("not-allowed", {
    reason: "sso-required",
    detail: "Your organization manages your e-mail address, and asks you to sign in with it. Ask an admin there.",
  });
}

/** Whether somebody has come by the provider they must come by. */
export function decideHasCome(captured: CapturedFacts | null, proofs: readonly Proof[]): boolean {
  const decided = decideCaptured(captured, proofs);
  return !("refused" in decided) && (decided.by === "anything" || decided.opens);
}
