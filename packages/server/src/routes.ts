import { row, throttled } from "./http/call.ts";
import * as accounts from "./http/endpoints/accounts.ts";
import * as attempts from "./http/endpoints/attempts.ts";
import * as authenticators from "./http/endpoints/authenticators.ts";
import * as deployment from "./http/endpoints/deployment.ts";
import * as events from "./http/endpoints/events.ts";
import * as passwords from "./http/endpoints/passwords.ts";
import * as sessions from "./http/endpoints/sessions.ts";

const MINUTE = 60, HOUR = 3600;

// So many requests a window; strangers are counted by address, people by session: a thief's does not use up the owner's.
const signUps      = throttled("sign-up",       "address", 200, HOUR);
const mailedLinks  = throttled("mailed-link",   "address", 300, HOUR);
const resends      = throttled("resend",        "address",  60, HOUR);
const resets       = throttled("reset",         "address", 100, HOUR);
const checks       = throttled("check",         "address", 240, MINUTE);
const attemptStart = throttled("attempt",       "address", 300, MINUTE);
const proofs       = throttled("proof",         "address", 300, MINUTE);
const changes      = throttled("change",        "session", 300, MINUTE);
const sensitive    = throttled("sensitive",     "session", 300, HOUR);

/** THE table: where every request enters. Who may call, how often, with what fresh proof, and what it does. */
export const routes = [
  //  method    path                                                  who           throttle       step-up                  does
  row("GET",    "/v1/deployment",                                     "anyone",     "unthrottled", "none",                  deployment.getDeployment),
  row("POST",   "/v1/sign-up",                                        "anyone",     signUps,       "none",                  accounts.postSignUp),
  row("POST",   "/v1/email-verifications",                            "anyone",     mailedLinks,   "none",                  accounts.postEmailVerification),
  row("POST",   "/v1/email-verifications/resend",                     "anyone",     resends,       "none",                  accounts.postEmailVerificationResend),
  row("POST",   "/v1/password-resets",                                "anyone",     resets,        "none",                  accounts.postPasswordReset),
  row("POST",   "/v1/password-resets/complete",                       "anyone",     mailedLinks,   "none",                  accounts.postPasswordResetComplete),
  row("GET",    "/v1/password-policy",                                "anyone",     "unthrottled", "none",                  passwords.getPasswordPolicy),
  row("POST",   "/v1/password-policy/check",                          "anyone",     checks,        "none",                  passwords.postPasswordCheck),

  row("POST",   "/v1/attempts",                                       "anyone",     attemptStart,  "none",                  attempts.postAttempt),
  row("GET",    "/v1/attempts/{id}",                                  "anyone",     "unthrottled", "none",                  attempts.getAttempt),
  row("POST",   "/v1/attempts/{id}/proofs",                           "anyone",     proofs,        "none",                  attempts.postProof),

  row("GET",    "/v1/session",                                        "subscriber", "unthrottled", "none",                  sessions.getSession),
  row("DELETE", "/v1/session",                                        "subscriber", "unthrottled", "none",                  sessions.deleteSession),
  row("DELETE", "/v1/session/confirmation",                           "subscriber", changes,       "none",                  sessions.deleteConfirmation),

  row("GET",    "/v1/account",                                        "subscriber", "unthrottled", "none",                  accounts.getAccount),
  row("PATCH",  "/v1/account",                                        "subscriber", changes,       "none",                  accounts.patchAccount),
  row("DELETE", "/v1/account",                                        "subscriber", sensitive,     "delete-account",        accounts.deleteAccount),
  row("PUT",    "/v1/account/email",                                  "subscriber", sensitive,     "change-email",          accounts.putAccountEmail),
  row("PUT",    "/v1/account/password",                               "subscriber", sensitive,     "change-password",       passwords.putPassword),

  row("GET",    "/v1/account/authenticators",                         "subscriber", "unthrottled", "none",                  authenticators.getAuthenticators),
  row("DELETE", "/v1/account/authenticators",                         "subscriber", sensitive,     "turn-off-two-step",     authenticators.deleteAuthenticators),
  row("POST",   "/v1/account/authenticators/totp",                    "subscriber", sensitive,     "bind-authenticator",    authenticators.postTotp),
  row("POST",   "/v1/account/authenticators/totp/{id}/complete",      "subscriber", changes,       "none",                  authenticators.postTotpComplete),
  row("PATCH",  "/v1/account/authenticators/{id}",                    "subscriber", changes,       "none",                  authenticators.patchAuthenticator),
  row("DELETE", "/v1/account/authenticators/{id}",                    "subscriber", sensitive,     "unbind-authenticator",  authenticators.deleteAuthenticator),
  row("POST",   "/v1/account/recovery-codes",                         "subscriber", sensitive,     "issue-recovery-codes",  authenticators.postRecoveryCodes),

  row("GET",    "/v1/account/sessions",                               "subscriber", "unthrottled", "none",                  sessions.getSessions),
  row("DELETE", "/v1/account/sessions",                               "subscriber", changes,       "end-other-sessions",    sessions.deleteOtherSessions),
  row("DELETE", "/v1/account/sessions/{id}",                          "subscriber", "unthrottled", "none",                  sessions.deleteSessionById),
  row("GET",    "/v1/account/history",                                "subscriber", "unthrottled", "none",                  events.getHistory),
  row("GET",    "/v1/account/events",                                 "subscriber", "unthrottled", "none",                  events.getEvents),
] as const;
