import type { SessionEnd } from "./events/words.ts";

/** What whoever still holds the token of a session that ended is told of why: that much, and not who or from where. */
export const endings = [
  "elsewhere",
  "password-changed",
  "authenticator-removed",
  "account-deleted",
  "secured",
  "by-administrator",
  "not-trusted",
  "too-many",
  "expired",
] as const;

export type ToldEnding = (typeof endings)[number];

export const toldEndings: Readonly<Record<SessionEnd, ToldEnding>> = {
  "signed-out": "elsewhere",
  "ended-by-owner": "elsewhere",
  replaced: "elsewhere",
  "password-changed": "password-changed",
  "password-reset": "password-changed",
  "authenticator-unbound": "authenticator-removed",
  "account-deleted": "account-deleted",
  "not-me": "secured",
  suspended: "by-administrator",
  "ended-by-operator": "by-administrator",
  "ended-by-admin": "by-administrator",
  deprovisioned: "by-administrator",
  "flag-ignored": "not-trusted",
  "too-many": "too-many",
  policy: "expired",
  "ended-by-provider": "by-administrator",
  "connection-ended": "by-administrator",
  "sso-required": "by-administrator",
};
