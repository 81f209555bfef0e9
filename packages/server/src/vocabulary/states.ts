/** Where an attempt stands. */
export const attemptStatuses = ["open", "complete", "failed", "expired"] as const;
export type AttemptStatus = (typeof attemptStatuses)[number];

/** Where a membership stands. */
export const membershipStatuses = ["active", "suspended"] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];

/** Whether a session is believed to be its owner's. */
export const trusts = ["trusted", "flagged"] as const;
export type Trust = (typeof trusts)[number];

/** What came of a try to sign in. */
export const outcomes = ["success", "failure"] as const;
export type Outcome = (typeof outcomes)[number];

/** How near a place is known. */
export const precisions = ["city", "region", "country"] as const;
export type Precision = (typeof precisions)[number];

/** Who may make an account. */
export const signUpModes = ["open", "closed"] as const;

/** Who may make an organization. */
export const organizationCreations = ["open", "operators"] as const;

/** Whether an account knows the browser it is used in; the first one is neither. */
export const deviceRecognitions = ["known", "new", "first"] as const;
export type DeviceRecognition = (typeof deviceRecognitions)[number];

/** Whose log is read. */
export const logScopes = ["account", "deployment", "organization"] as const;
export type LogScope = (typeof logScopes)[number];

/** What a log can be exported as. */
export const exportFormats = ["jsonl", "csv", "ocsf"] as const;
export type ExportFormat = (typeof exportFormats)[number];
