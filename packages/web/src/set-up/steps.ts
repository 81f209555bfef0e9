import type { SetUp } from "../app/api-types.ts";

export type SetUpStep = "domains" | "connect" | "test";

/** What a link is for, in the order it is done. Turning on is for whoever made it. */
export function stepsOf({ link: { intents } }: Pick<SetUp, "link">): SetUpStep[] {
  const connects = intents.includes("sso") || intents.includes("certificate");
  return [
    ...(intents.includes("domains") ? (["domains"] as const) : []),
    ...(connects ? (["connect", "test"] as const) : []),
  ];
}

/** Whether a step needs nothing more. */
export function isDone(step: SetUpStep, { domains, connection }: Pick<SetUp, "domains" | "connection">): boolean {
  if (step === "domains") return domains.length > 0 && domains.every(({ status }) => status === "verified");
  if (connection === null) return false;
  return step === "connect" || (connection.tested && connection.pendingRevision === null);
}

/** Where one goes on: the first that is not done, or "done". */
export function nextStep(state: SetUp): SetUpStep | "done" {
  return stepsOf(state).find((step) => !isDone(step, state)) ?? "done";
}
