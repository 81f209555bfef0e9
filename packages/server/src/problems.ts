import { endings } from "./vocabulary/endings.ts";
import { z } from "zod";
import { flagReasons } from "./vocabulary/events/words.ts";
import { passwordFaults } from "./vocabulary/policies.ts";
import { ssoProblems } from "./vocabulary/sso-problems.ts";
import { AskedBy, At, BindingRequired, Kind, StepUp, WayIn } from "./vocabulary/problem-members.ts";

/** One kind of refusal: the slug is its name on the wire, in code and in its page. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  /** What happened and what to do, for the page behind the problem's `type`. */
  readonly meaning: string;
  /** What it carries beside the standard's own members. */
  readonly members?: Readonly<Record<string, z.ZodType>>;
}

/** Every refusal the API can give (RFC 9457). Closed: a slug that is not here does not compile. */
export const problems = {
  "invalid-request": {
    status: 422,
    title: "The request does not fit",
    meaning:
      "A field is missing, unknown, of the wrong type or out of range, or the body is not JSON. Nothing was changed. The member `errors` names each place with a JSON pointer and says what is expected there.",
    members: { errors: z.array(z.object({ pointer: z.string(), detail: z.string() })) },
  },
  "ambiguous-credentials": {
    status: 400,
    title: "Two credentials",
    meaning:
      "The request carries two different credentials: a session cookie and a bearer token, two session cookies, or two `Authorization` headers with a bearer token among them. None was looked at and nothing was changed. Send one.",
  },
  "not-signed-in": {
    status: 401,
    title: "You are not signed in",
    meaning:
      "There is no session, or it has ended: by sign-out, by another session, by a password change, by time. `ended` says how, to whoever still holds its token. Sign in again.",
    members: { ended: z.enum(endings).optional() },
  },
  "step-up-required": {
    status: 403,
    title: "Confirm it's you",
    meaning:
      "This operation needs a fresh proof. Start an attempt with purpose `step-up` and the operation named in `stepUp.operation`, give a proof of one of the kinds in `stepUp.acceptable`, then repeat the request. A proof holds for `stepUp.maxAgeSeconds`.",
    members: { stepUp: StepUp, policy: AskedBy.optional() },
  },
  "session-flagged": {
    status: 403,
    title: "This session is on hold",
    meaning:
      "Something about this session was not as before, so it can only read its account and sign out. Start an attempt with purpose `restore-trust` and give a proof of one of the kinds in `acceptable`, or sign out. After 24 hours it ends.",
    members: { acceptable: z.array(Kind), reason: z.enum(flagReasons).optional() },
  },
  "not-allowed": {
    status: 403,
    title: "That is not allowed",
    meaning:
      "A role or a policy forbids it. The member `reason` says which. With `sso-required` after a proof of one's own, `redirect` is the way to who vouches for this person.",
    members: {
      ...{ reason: z.string(), policy: AskedBy.optional(), bindingRequired: BindingRequired.optional() },
      redirect: WayIn.optional(),
    },
  },
  "not-found": {
    status: 404,
    title: "Not found",
    meaning: "There is no such thing, or it is not yours: the two are not told apart.",
  },
  "method-not-allowed": {
    status: 405,
    title: "That method is not offered here",
    meaning: "The path exists, but not with this method. The header `Allow` lists the ones it has.",
  },
  "attempt-closed": {
    status: 410,
    title: "This attempt is over",
    meaning:
      "The attempt is complete, has expired after 10 minutes, or has failed after 5 wrong tries. Start a new one.",
  },
  "proof-rejected": {
    status: 401,
    title: "That proof was not accepted",
    meaning:
      "Whatever was wrong with it: an unknown address, a wrong password, a wrong or already used code. The member `triesLeft` says how often this attempt may still be tried.",
    members: { triesLeft: z.int().optional(), unknownCredential: z.literal(true).optional() },
  },
  "too-many-attempts": {
    status: 429,
    title: "Paused after too many tries",
    meaning:
      "Too many wrong tries of this kind. Try again after `retryAt`, or use another way. With the reason `too-many-in-a-row` waiting does not help: a hundred were wrong in a row, and only a new password, chosen with a mailed link, or another way goes on.",
    members: { retryAt: At, reason: z.literal("too-many-in-a-row").optional() },
  },
  "password-unacceptable": {
    status: 422,
    title: "Choose another password",
    meaning:
      "The new password does not meet the rules in force. The member `unmet` names the rules; `GET /v1/password-policy` lists them. With the reason `same-as-before` it meets them all, and is the one the account has.",
    members: { unmet: z.array(z.enum(passwordFaults)), reason: z.literal("same-as-before").optional() },
  },
  "link-invalid": {
    status: 410,
    title: "This link no longer works",
    meaning: "The mailed link or code was used, replaced by a newer one, or has expired. Ask for a new one.",
  },
  "last-authenticator": {
    status: 409,
    title: "This is the last one",
    meaning: "It cannot be removed while it is needed. The member `reason` says by what.",
    members: { reason: z.string(), policy: AskedBy.optional() },
  },
  conflict: {
    status: 409,
    title: "The state has changed",
    meaning:
      "The thing changed, exists already, or is not in a state in which this can be done. The detail says which.",
    members: { reason: z.string().optional() },
  },
  "cross-origin": {
    status: 403,
    title: "Request from another site",
    meaning:
      "A browser sent this from a page of an origin that is neither the public URL nor listed in MORTISE_ORIGINS. Nothing was changed.",
  },
  "payload-too-large": {
    status: 413,
    title: "The body is too large",
    meaning: "A request body may have at most 64 KiB.",
  },
  "rate-limited": {
    status: 429,
    title: "Too many requests",
    meaning: "Wait for the number of seconds in the header `Retry-After`, then try again.",
    members: { retryAt: At.optional() },
  },
  unavailable: {
    status: 503,
    title: "Not available right now",
    meaning:
      "The database cannot be used at the moment. Nothing was changed. Wait for the number of seconds in the header `Retry-After`, then try again.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "Send JSON",
    meaning: "A request with a body must have the content type `application/json`.",
  },
  ...ssoProblems,
} as const satisfies Record<string, Problem>;

const table: Readonly<Record<string, Problem>> = problems;

export type ProblemSlug = keyof typeof problems;
export const problemSlugs = Object.keys(problems) as [ProblemSlug, ...ProblemSlug[]];

/** A problem of the table, seen as one among all. */
export function problemOf(slug: ProblemSlug): Problem {
  return table[slug]!;
}

type InCode<Value> =
  Value extends z.core.$brand<"instant">
    ? number
    : Value extends readonly (infer Item)[]
      ? readonly InCode<Item>[]
      : Value extends object
        ? { readonly [Key in keyof Value]: InCode<Value[Key]> }
        : Value;
type Carried<Definition> = Definition extends { readonly members: infer Members extends z.ZodRawShape }
  ? InCode<z.output<z.ZodObject<Members>>>
  : unknown;

/** What a refusal of this kind carries, as the code has it. */
export type ProblemMembers<Slug extends ProblemSlug> = Carried<(typeof problems)[Slug]> & { readonly detail?: string };

/** A refusal is a value: the transaction it was found in commits, so that a failed try is remembered. */
export type Refusal<Slug extends ProblemSlug = ProblemSlug> = {
  [Each in Slug]: { readonly refused: Each } & ProblemMembers<Each>;
}[Slug];

type Given<Slug extends ProblemSlug> =
  Partial<ProblemMembers<Slug>> extends ProblemMembers<Slug>
    ? [members?: ProblemMembers<Slug>]
    : [members: ProblemMembers<Slug>];

/** Refuses, with all that this kind of refusal must carry. */
export function refuse<Slug extends ProblemSlug>(slug: Slug, ...[members]: Given<Slug>): Refusal<Slug> {
  return { refused: slug, ...members } as unknown as Refusal<Slug>;
}

/** The refusals among what a use case may answer; all there are of a value nothing is known of. */
type RefusalIn<Value> = unknown extends Value ? Value & Refusal : Extract<Value, { readonly refused: ProblemSlug }>;

export function isRefusal<Value>(value: Value): value is RefusalIn<Value> {
  return typeof value === "object" && value !== null && "refused" in value && typeof value.refused === "string";
}
