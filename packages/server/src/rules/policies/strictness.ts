import { type PolicyValues, type RequiredSecondFactor, requiredSecondFactors } from "../../vocabulary/policies.ts";

export function strictestOf(required: readonly RequiredSecondFactor[]): RequiredSecondFactor {
  return requiredSecondFactors[Math.max(0, ...required.map((each) => requiredSecondFactors.indexOf(each)))] ?? "none";
}

/** Whether more is asked for than before, or sooner. */
export function isStricterDemand(
  before: PolicyValues["secondFactor"] | null,
  after: PolicyValues["secondFactor"] | null,
): boolean {
  const rank =
    requiredSecondFactors.indexOf(after?.required ?? "none") -
    requiredSecondFactors.indexOf(before?.required ?? "none");
  if (rank !== 0) return rank > 0;
  return after !== null && after.required !== "none" && after.graceDays < (before?.graceDays ?? 0);
}

/** Whether limits end sessions that went on before. */
export function isStricterSession(
  before: PolicyValues["session"] | null,
  after: PolicyValues["session"] | null,
): boolean {
  if (!after) return false;
  return (
    after.idleSeconds < (before?.idleSeconds ?? Infinity) ||
    after.absoluteSeconds < (before?.absoluteSeconds ?? Infinity)
  );
}
