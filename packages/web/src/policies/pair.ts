import type { PolicyPreview } from "../app/api-types.ts";
import { isBreakGlassChanged, type Draft } from "./draft.ts";

/** A pair that is to be named, which has to stand before what counts on it is asked for. */
export function namesPair(saved: Draft, draft: Draft): boolean {
  return draft.breakGlass.length > 0 && isBreakGlassChanged(saved, draft);
}

// What the server refuses because no pair is named yet.
const awaitsPair = ["no-break-glass", "owners-addresses"];

/** Why a change can't be saved, unless it is only the pair that is saved before it. */
export function refusalOf(
  { refused }: Pick<PolicyPreview, "refused">,
  { saved, draft }: { saved: Draft; draft: Draft },
): PolicyPreview["refused"] {
  if (refused === undefined || (awaitsPair.includes(refused.reason) && namesPair(saved, draft))) return undefined;
  return refused;
}
