// Generated from packages/server/src/problems.ts by npm run generate.

import type { components } from "./schema.ts";

type Schemas = components["schemas"];

/** Every problem document the API answers, by its slug. */
export interface ProblemDocuments {
  "invalid-request": Schemas["InvalidRequestProblem"];
  "ambiguous-credentials": Schemas["AmbiguousCredentialsProblem"];
  "not-signed-in": Schemas["NotSignedInProblem"];
  "step-up-required": Schemas["StepUpRequiredProblem"];
  "session-flagged": Schemas["SessionFlaggedProblem"];
  "not-allowed": Schemas["NotAllowedProblem"];
  "not-found": Schemas["NotFoundProblem"];
  "method-not-allowed": Schemas["MethodNotAllowedProblem"];
  "attempt-closed": Schemas["AttemptClosedProblem"];
  "proof-rejected": Schemas["ProofRejectedProblem"];
  "too-many-attempts": Schemas["TooManyAttemptsProblem"];
  "password-unacceptable": Schemas["PasswordUnacceptableProblem"];
  "link-invalid": Schemas["LinkInvalidProblem"];
  "last-authenticator": Schemas["LastAuthenticatorProblem"];
  "conflict": Schemas["ConflictProblem"];
  "cross-origin": Schemas["CrossOriginProblem"];
  "payload-too-large": Schemas["PayloadTooLargeProblem"];
  "rate-limited": Schemas["RateLimitedProblem"];
  "unavailable": Schemas["UnavailableProblem"];
  "unsupported-media-type": Schemas["UnsupportedMediaTypeProblem"];
  "would-strand": Schemas["WouldStrandProblem"];
  "not-tested": Schemas["NotTestedProblem"];
  "logout-rejected": Schemas["LogoutRejectedProblem"];
  "revocation-rejected": Schemas["RevocationRejectedProblem"];
  "domain-not-proven": Schemas["DomainNotProvenProblem"];
}

export const problemSlugs: readonly (keyof ProblemDocuments)[] = [
  "invalid-request",
  "ambiguous-credentials",
  "not-signed-in",
  "step-up-required",
  "session-flagged",
  "not-allowed",
  "not-found",
  "method-not-allowed",
  "attempt-closed",
  "proof-rejected",
  "too-many-attempts",
  "password-unacceptable",
  "link-invalid",
  "last-authenticator",
  "conflict",
  "cross-origin",
  "payload-too-large",
  "rate-limited",
  "unavailable",
  "unsupported-media-type",
  "would-strand",
  "not-tested",
  "logout-rejected",
  "revocation-rejected",
  "domain-not-proven",
];
