import { isProblem, problemOf, type ProblemSlug } from "@mortise/sdk";
import { clock, plural } from "../parts/format.ts";
import { ChangeError } from "./change-error.ts";
import { changeFateText, troubleText } from "./strings.ts";

const plain: Partial<Record<ProblemSlug, string>> = {
  unreachable: troubleText.unreachable,
  "not-signed-in": troubleText.signedOut,
  "not-allowed": troubleText.notAllowed,
  "last-authenticator": troubleText.lastAuthenticator,
  "session-flagged": troubleText.flagged,
  "not-found": troubleText.notFound,
  conflict: troubleText.conflict,
  "invalid-request": troubleText.invalid,
};

/** What to tell a person about an error nothing better is known of: what happened, then what to do. */
export function explain(error: unknown): string {
  if (error instanceof ChangeError) return changeFateText[error.fate];
  const wait = waitAdvice(error);
  if (wait !== undefined) return wait;
  if (isProblem(error, "too-many-attempts"))
    return error.members.reason === undefined
      ? troubleText.pausedUntil(clock(error.members.retryAt))
      : troubleText.tooManyInARow;
  const problem = problemOf(error);
  const asked = askedWords(error);
  if (asked !== undefined) return asked;
  const known = problem && plain[problem.slug];
  if (known !== undefined) return known;
  const reference = problem?.requestId;
  return reference === undefined ? troubleText.fault : troubleText.faultWithReference(reference);
}

/** What an organization, its plan or one's role in it forbids is said by the server, who knows their names. */
function askedWords(error: unknown): string | undefined {
  if (isProblem(error, "last-authenticator") && error.members.policy !== undefined) return error.detail;
  if (!isProblem(error, "not-allowed")) return undefined;
  const { policy, reason } = error.members;
  return policy !== undefined || reason === "plan" || reason === "role" ? error.detail : undefined;
}

const saidByServer: readonly ProblemSlug[] = ["not-allowed", "conflict", "would-strand"];

/** About an organization the server knows names and reasons, and says in whole sentences what to do instead. */
export function explainInServersWords(error: unknown): string {
  const problem = problemOf(error);
  return (problem && saidByServer.includes(problem.slug) && problem.detail) || explain(error);
}

/** Where the server asks to wait: what for, and how long, as it says itself. */
function waitAdvice(error: unknown): string | undefined {
  const problem = problemOf(error);
  const seconds = problem?.retryAfterSeconds;
  if (isProblem(error, "rate-limited"))
    return seconds === undefined ? troubleText.rateLimited : troubleText.rateLimitedFor(waitWords(seconds));
  // Also one that stands before the server answers so, in words of its own.
  if (problem?.status !== 503) return undefined;
  return seconds === undefined ? troubleText.unavailable : troubleText.unavailableFor(waitWords(seconds));
}

/** In place of what could not be loaded, where an answer came: then the connection is not what is to be checked. */
export function loadAdvice(error: unknown): string | undefined {
  const known = waitAdvice(error) ?? (isProblem(error, "fault") ? troubleText.fault : undefined);
  return known && `${troubleText.nothingChanged} ${known}`;
}

/** "45 seconds", "3 minutes", "2 hours". */
export function waitWords(seconds: number): string {
  if (seconds < 90) return plural(seconds, troubleText.waitSeconds);
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90
    ? plural(minutes, troubleText.waitMinutes)
    : plural(Math.ceil(minutes / 60), troubleText.waitHours);
}

export function requestIdOf(error: unknown): string | undefined {
  return problemOf(error)?.requestId;
}

/** True when the person closed the confirmation: that is no error to report. */
export function wasCancelled(error: unknown): boolean {
  return isProblem(error, "step-up-required");
}

/** What is wrong with a field, in the server's words. */
export function refusedWords(error: unknown, field: string): string | undefined {
  if (!isProblem(error, "invalid-request")) return undefined;
  return error.members.errors.find(({ pointer }) => pointer === `#/${field}`)?.detail;
}

/** Which fields of the request the server refused, by name. */
export function refusedFields(error: unknown): Set<string> {
  if (!isProblem(error, "invalid-request")) return new Set();
  return new Set(error.members.errors.map((refused) => refused.pointer.replace(/^#\//, "")));
}
