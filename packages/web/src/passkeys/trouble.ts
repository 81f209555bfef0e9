import { explain } from "../app/trouble.ts";

/** What can go wrong between the page, the browser and what keeps the passkey. */
export type CeremonyTrouble =
  | "closed"
  | "timed-out"
  | "no-authenticator"
  | "bound-already"
  | "unsupported"
  | "wrong-site"
  | "device-failed"
  /** Ended by these pages, for another ceremony or because the person went on: nothing to report. */
  | "abandoned";

/** A ceremony that gave no credential. */
export class CeremonyError extends Error {
  override readonly name = "CeremonyError";
  readonly trouble: CeremonyTrouble;

  constructor(trouble: CeremonyTrouble, cause: unknown) {
    super(`The passkey ceremony ended: ${trouble}.`, { cause });
    this.trouble = trouble;
  }
}

const byName: Record<string, CeremonyTrouble> = {
  AbortError: "abandoned",
  InvalidStateError: "bound-already",
  ConstraintError: "no-authenticator",
  NotSupportedError: "unsupported",
  SecurityError: "wrong-site",
};

/** Browsers answer a closed and a timed-out prompt alike, on purpose; only the time that passed tells them apart. */
export function troubleOf(error: unknown, tookMs: number, timeoutMs: number): CeremonyTrouble {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError") return tookMs >= timeoutMs - 1000 ? "timed-out" : "closed";
  return byName[name] ?? "device-failed";
}

export type CeremonyWords = Record<Exclude<CeremonyTrouble, "abandoned">, string>;

/** What to tell a person about a ceremony, or the call around it, that failed; nothing when these pages ended it. */
export function explainCeremony(error: unknown, words: CeremonyWords): string | undefined {
  if (!(error instanceof CeremonyError)) return error === null ? undefined : explain(error);
  return error.trouble === "abandoned" ? undefined : words[error.trouble];
}
