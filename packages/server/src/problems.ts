/** One kind of refusal: the slug is its name on the wire, in code and in its page. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  /** What happened and what to do, for the page behind the problem's `type`. */
  readonly meaning: string;
}

/** Every refusal the API can give (RFC 9457). Closed: a slug that is not here does not compile. */
export const problems = {
  "invalid-request": {
    status: 422,
    title: "The request does not fit",
    meaning:
      "A field is missing, unknown, of the wrong type or out of range, or the body is not JSON. Nothing was changed. The member `errors` names each place with a JSON pointer and says what is expected there.",
  },
  "not-signed-in": {
    status: 401,
    title: "You are not signed in",
    meaning:
      "There is no session, or it has ended: by sign-out, by another session, by a password change, by time. Sign in again.",
  },
  "step-up-required": {
    status: 403,
    title: "Confirm it's you",
    meaning:
      "This operation needs a fresh proof. Start an attempt with purpose `step-up` and the operation named in `stepUp.operation`, give a proof of one of the kinds in `stepUp.acceptable`, then repeat the request. A proof holds for `stepUp.maxAgeSeconds`.",
  },
  "session-flagged": {
    status: 403,
    title: "This session is on hold",
    meaning:
      "Something about this session was not as before, so it can only read its account and sign out. Start an attempt with purpose `restore-trust` and give a proof of one of the kinds in `acceptable`, or sign out. After 24 hours it ends.",
  },
  "not-allowed": {
    status: 403,
    title: "That is not allowed",
    meaning: "A role or a policy forbids it. The member `reason` says which.",
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
  },
  "too-many-attempts": {
    status: 429,
    title: "Paused after too many tries",
    meaning: "Too many wrong tries of this kind. Try again after `retryAt`, or use another way.",
  },
  "password-unacceptable": {
    status: 422,
    title: "Choose another password",
    meaning:
      "The new password does not meet the rules in force. The member `unmet` names the rules; `GET /v1/password-policy` lists them.",
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
  },
  conflict: {
    status: 409,
    title: "The state has changed",
    meaning:
      "The thing changed, exists already, or is not in a state in which this can be done. The detail says which.",
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
  },
  "unsupported-media-type": {
    status: 415,
    title: "Send JSON",
    meaning: "A request with a body must have the content type `application/json`.",
  },
} as const satisfies Record<string, Problem>;

export type ProblemSlug = keyof typeof problems;

/** The members a problem carries beside the standard ones. */
export interface ProblemMembers {
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly stepUp?: {
    readonly operation: string;
    readonly acceptable: readonly string[];
    readonly maxAgeSeconds: number;
  };
  readonly reason?: string;
  /** Whose policy it was. */
  readonly policy?: {
    readonly name: string;
    readonly organization: { readonly id: string; readonly name: string };
    readonly workspace: { readonly id: string; readonly name: string } | null;
  };
  /** What must be bound before anything else may be done. */
  readonly bindingRequired?: {
    readonly required: string;
    readonly kinds: readonly string[];
    readonly from: {
      readonly organization: { readonly id: string; readonly name: string };
      readonly workspace: { readonly id: string; readonly name: string } | null;
    };
  };
  readonly acceptable?: readonly string[];
  /** A passkey nobody has bound here: the browser's passkey manager may be told to forget it. */
  readonly unknownCredential?: true;
  readonly triesLeft?: number;
  /** Unix milliseconds; on the wire an RFC 3339 instant. */
  readonly retryAt?: number;
  readonly unmet?: readonly string[];
}

/** A refusal is a value: the transaction it was found in commits, so that a failed try is remembered. */
export interface Refusal<Slug extends ProblemSlug = ProblemSlug> extends ProblemMembers {
  readonly refused: Slug;
}

export function refuse<Slug extends ProblemSlug>(slug: Slug, members: ProblemMembers = {}): Refusal<Slug> {
  return { refused: slug, ...members };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && typeof value.refused === "string";
}
