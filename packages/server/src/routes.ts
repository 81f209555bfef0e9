import { row, throttled } from "./http/call.ts";
import * as accountPolicies from "./http/endpoints/account-policies.ts";
import * as accounts from "./http/endpoints/accounts.ts";
import * as alertCopies from "./http/endpoints/alert-copies.ts";
import * as alerts from "./http/endpoints/alerts.ts";
import * as attempts from "./http/endpoints/attempts.ts";
import * as authenticators from "./http/endpoints/authenticators.ts";
import * as connections from "./http/endpoints/connections.ts";
import * as connectionKeys from "./http/endpoints/connection-keys.ts";
import * as connectionUse from "./http/endpoints/connection-use.ts";
import * as deployment from "./http/endpoints/deployment.ts";
import * as domains from "./http/endpoints/domains.ts";
import * as events from "./http/endpoints/events.ts";
import * as exporting from "./http/endpoints/exporting.ts";
import * as identities from "./http/endpoints/identities.ts";
import * as invitations from "./http/endpoints/invitations.ts";
import * as log from "./http/endpoints/log.ts";
import * as members from "./http/endpoints/members.ts";
import * as organizationLog from "./http/endpoints/organization-log.ts";
import * as organizations from "./http/endpoints/organizations.ts";
import * as passkeys from "./http/endpoints/passkeys.ts";
import * as passwords from "./http/endpoints/passwords.ts";
import * as phones from "./http/endpoints/phones.ts";
import * as policies from "./http/endpoints/policies.ts";
import * as remembered from "./http/endpoints/remembered-devices.ts";
import * as sessions from "./http/endpoints/sessions.ts";
import * as setUp from "./http/endpoints/set-up.ts";
import * as setupLinks from "./http/endpoints/setup-links.ts";
import * as signUp from "./http/endpoints/sign-up.ts";
import * as ssoFlow from "./http/endpoints/sso-flow.ts";
import * as ssoLogout from "./http/endpoints/sso-logout.ts";
import * as ssoOrders from "./http/endpoints/sso-orders.ts";
import * as ssoSaml from "./http/endpoints/sso-saml.ts";
import * as workspaces from "./http/endpoints/workspaces.ts";

const MINUTE = 60, HOUR = 3600;

// So many requests a window; strangers are counted by address, people by session: a thief's does not use up the owner's.
const signUps      = throttled("sign-up",       "address", 200, HOUR);
const mailedLinks  = throttled("mailed-link",   "address", 300, HOUR);
const resends      = throttled("resend",        "address",  60, HOUR);
const resets       = throttled("reset",         "address", 100, HOUR);
const checks       = throttled("check",         "address", 240, MINUTE);
const estimates    = throttled("estimate",      "address", 120, MINUTE);
const attemptStart = throttled("attempt",       "address", 300, MINUTE);
const proofs       = throttled("proof",         "address", 300, MINUTE);
const ceremonies   = throttled("ceremony",      "address", 600, MINUTE);
const textMessages = throttled("text-message",  "address",  60, HOUR);
const changes      = throttled("change",        "session", 300, MINUTE);
const sensitive    = throttled("sensitive",     "session", 300, HOUR);
const exports      = throttled("export",        "session",  20, HOUR);
const searches     = throttled("search",        "session",  60, MINUTE);
const invites      = throttled("invitation",    "session", 100, HOUR);
const previews     = throttled("preview",       "session",  60, MINUTE);
const domainProofs = throttled("domain-proof",  "session",  60, HOUR);
const setUps       = throttled("set-up",        "address", 300, MINUTE);
const setUpProofs  = throttled("set-up-proof",  "address",  60, HOUR);
const ssoStarts    = throttled("sso",           "address", 600, MINUTE);
const ssoAnswers   = throttled("sso-answer",    "address", 600, MINUTE);

/** THE table: where every request enters. Who may call, how often, with what fresh proof, and what it does. */
export const routes = [
  //  method    path                                                  who           origin         throttle       step-up                  does
  row("GET",    "/v1/deployment",                                     "anyone",     "same-origin", "unthrottled", "none",                  deployment.getDeployment),
  row("POST",   "/v1/sign-up",                                        "anyone",     "same-origin", signUps,       "none",                  signUp.postSignUp),
  row("POST",   "/v1/email-verifications",                            "anyone",     "same-origin", mailedLinks,   "none",                  signUp.postEmailVerification),
  row("POST",   "/v1/email-verifications/passkey-options",            "anyone",     "same-origin", mailedLinks,   "none",                  signUp.postSignUpPasskeyOptions),
  row("POST",   "/v1/email-verifications/resend",                     "anyone",     "same-origin", resends,       "none",                  signUp.postEmailVerificationResend),
  row("POST",   "/v1/password-resets",                                "anyone",     "same-origin", resets,        "none",                  accounts.postPasswordReset),
  row("POST",   "/v1/password-resets/complete",                       "anyone",     "same-origin", mailedLinks,   "none",                  accounts.postPasswordResetComplete),
  row("POST",   "/v1/email-verifications/look",                     "anyone",     "same-origin", mailedLinks,   "none",                  accounts.postEmailVerificationLook),
  row("POST",   "/v1/password-resets/look",                           "anyone",     "same-origin", mailedLinks,   "none",                  accounts.postPasswordResetLook),
  row("GET",    "/v1/password-policy",                                "anyone",     "same-origin", "unthrottled", "none",                  passwords.getPasswordPolicy),
  row("POST",   "/v1/password-policy/check",                          "anyone",     "same-origin", estimates,     "none",                  passwords.postPasswordCheck),

  row("POST",   "/v1/attempts",                                       "anyone",     "same-origin", attemptStart,  "none",                  attempts.postAttempt),
  row("GET",    "/v1/attempts/{id}",                                  "anyone",     "same-origin", "unthrottled", "none",                  attempts.getAttempt),
  row("POST",   "/v1/attempts/{id}/proofs",                           "anyone",     "same-origin", proofs,        "none",                  attempts.postProof),
  row("POST",   "/v1/attempts/{id}/passkey-options",                  "anyone",     "same-origin", ceremonies,    "none",                  attempts.postPasskeyOptions),
  row("POST",   "/v1/attempts/{id}/text-message",                     "anyone",     "same-origin", textMessages,  "none",                  phones.postAttemptTextMessage),

  row("GET",    "/v1/session",                                        "doubted",    "same-origin", "unthrottled", "none",                  sessions.getSession),
  row("DELETE", "/v1/session",                                        "doubted",    "same-origin", "unthrottled", "fine:its-own",          sessions.deleteSession),
  row("POST",   "/v1/session/provider-sign-out",                      "doubted",    "same-origin", changes,       "fine:its-own",          ssoLogout.postProviderSignOut),
  row("DELETE", "/v1/session/confirmation",                           "subscriber", "same-origin", changes,       "fine:its-own",          sessions.deleteConfirmation),

  row("GET",    "/v1/account",                                        "doubted",    "same-origin", "unthrottled", "none",                  accounts.getAccount),
  row("PATCH",  "/v1/account",                                        "subscriber", "same-origin", changes,       "prefer-authenticator",  accounts.patchAccount),
  row("DELETE", "/v1/account",                                        "subscriber", "same-origin", sensitive,     "delete-account",        accounts.deleteAccount),
  row("PUT",    "/v1/account/email",                                  "subscriber", "same-origin", sensitive,     "change-email",          accounts.putAccountEmail),
  row("PUT",    "/v1/account/password",                               "subscriber", "same-origin", sensitive,     "change-password",       passwords.putPassword),
  row("DELETE", "/v1/account/password",                               "subscriber", "same-origin", sensitive,     "unbind-password",       passwords.deletePassword),

  row("GET",    "/v1/account/authenticators",                         "binding",    "same-origin", "unthrottled", "none",                  authenticators.getAuthenticators),
  row("DELETE", "/v1/account/authenticators",                         "subscriber", "same-origin", sensitive,     "turn-off-two-step",     authenticators.deleteAuthenticators),
  row("POST",   "/v1/account/authenticators/totp",                    "binding",    "same-origin", sensitive,     "bind-authenticator",    authenticators.postTotp),
  row("POST",   "/v1/account/authenticators/totp/{id}/complete",      "binding",    "same-origin", changes,       "fine:begun-fresh",      authenticators.postTotpComplete),
  row("POST",   "/v1/account/authenticators/passkeys",                "binding",    "same-origin", sensitive,     "bind-authenticator",    passkeys.postPasskey),
  row("POST",   "/v1/account/authenticators/passkeys/{id}/complete",  "binding",    "same-origin", changes,       "fine:begun-fresh",      passkeys.postPasskeyComplete),
  row("POST",   "/v1/account/authenticators/phones",                  "binding",    "same-origin", sensitive,     "bind-authenticator",    phones.postPhone),
  row("POST",   "/v1/account/authenticators/phones/{id}/text-message","binding",    "same-origin", changes,       "fine:begun-fresh",      phones.postPhoneTextMessage),
  row("POST",   "/v1/account/authenticators/phones/{id}/complete",    "binding",    "same-origin", changes,       "fine:begun-fresh",      phones.postPhoneComplete),
  row("PATCH",  "/v1/account/authenticators/{id}",                    "subscriber", "same-origin", changes,       "fine:names",            authenticators.patchAuthenticator),
  row("DELETE", "/v1/account/authenticators/{id}",                    "subscriber", "same-origin", sensitive,     "unbind-authenticator",  authenticators.deleteAuthenticator),
  row("POST",   "/v1/account/recovery-codes",                         "subscriber", "same-origin", sensitive,     "issue-recovery-codes",  authenticators.postRecoveryCodes),
  row("GET",    "/v1/account/passkey-offer",                          "subscriber", "same-origin", "unthrottled", "none",                  passkeys.getPasskeyOffer),
  row("POST",   "/v1/account/passkey-offer/decline",                  "subscriber", "same-origin", changes,       "fine:reads",            passkeys.postPasskeyOfferDecline),

  row("GET",    "/v1/account/sessions",                               "subscriber", "same-origin", "unthrottled", "none",                  sessions.getSessions),
  row("DELETE", "/v1/account/sessions",                               "subscriber", "same-origin", changes,       "end-other-sessions",    sessions.deleteOtherSessions),
  row("DELETE", "/v1/account/sessions/{id}",                          "subscriber", "same-origin", "unthrottled", "end-other-sessions",    sessions.deleteSessionById),
  row("GET",    "/v1/account/remembered-devices",                     "subscriber", "same-origin", "unthrottled", "none",                  remembered.getRememberedDevices),
  row("DELETE", "/v1/account/remembered-devices",                     "subscriber", "same-origin", changes,       "forget-devices",        remembered.deleteRememberedDevices),
  row("DELETE", "/v1/account/remembered-devices/{id}",                "subscriber", "same-origin", changes,       "forget-devices",        remembered.deleteRememberedDevice),
  row("GET",    "/v1/account/history",                                "subscriber", "same-origin", "unthrottled", "none",                  events.getHistory),
  row("GET",    "/v1/account/events",                                 "subscriber", "same-origin", "unthrottled", "none",                  events.getEvents),
  row("GET",    "/v1/account/events/export",                          "subscriber", "same-origin", exports,       "export-events",         exporting.getEventsExport),
  row("GET",    "/v1/account/alerts",                                 "subscriber", "same-origin", "unthrottled", "none",                  alerts.getAlerts),
  row("POST",   "/v1/account/alerts/read",                            "subscriber", "same-origin", changes,       "fine:reads",            alerts.postAlertsRead),
  row("GET",    "/v1/account/alert-preferences",                      "subscriber", "same-origin", "unthrottled", "none",                  alerts.getAlertPreferences),
  row("PUT",    "/v1/account/alert-preferences",                      "subscriber", "same-origin", changes,       "switch-off-alerts",     alerts.putAlertPreferences),
  row("POST",   "/v1/not-me",                                         "anyone",     "same-origin", mailedLinks,   "none",                  alerts.postNotMe),
  row("POST",   "/v1/not-me/look",                                    "anyone",     "same-origin", mailedLinks,   "none",                  alerts.postNotMeLook),

  row("GET",    "/v1/account/policies",                               "binding",    "same-origin", "unthrottled", "none",                  accountPolicies.getAccountPolicies),
  row("POST",   "/v1/organizations",                                                "subscriber",           "same-origin", changes,       "fine:adds",           organizations.postOrganization),
  row("GET",    "/v1/organizations",                                                "subscriber",           "same-origin", "unthrottled", "none",                organizations.getOrganizations),
  row("GET",    "/v1/organizations/{org}",                                          "see-organization",     "same-origin", "unthrottled", "none",                organizations.getOrganization),
  row("PATCH",  "/v1/organizations/{org}",                                          "change-organization",  "same-origin", changes,       "change-organization", organizations.patchOrganization),
  row("PUT",    "/v1/organizations/{org}/plan",                                     "subscriber",           "same-origin", sensitive,     "change-policies",     organizations.putOrganizationPlan),
  row("POST",   "/v1/organizations/{org}/transfer-ownership",                       "transfer-ownership",   "same-origin", sensitive,     "manage-members",      organizations.postOwnershipTransfer),
  row("GET",    "/v1/organizations/{org}/members",                                  "list-members",         "same-origin", "unthrottled", "none",                members.getMembers),
  row("POST",   "/v1/organizations/{org}/members/search",                           "list-members",         "same-origin", changes,       "fine:reads",          members.postMemberSearch),
  row("GET",    "/v1/organizations/{org}/members/{account}",                        "list-members",         "same-origin", "unthrottled", "none",                members.getMember),
  row("PATCH",  "/v1/organizations/{org}/members/{account}",                        "manage-members",       "same-origin", sensitive,     "manage-members",      members.patchMember),
  row("DELETE", "/v1/organizations/{org}/members/{account}",                        "leave",                "same-origin", sensitive,     "manage-members",      members.deleteMember),
  row("POST",   "/v1/organizations/{org}/members/{account}/end-sessions",           "manage-members",       "same-origin", sensitive,     "manage-members",      members.postMemberEndSessions),
  row("POST",   "/v1/organizations/{org}/members/{account}/require-password-reset", "manage-members",       "same-origin", sensitive,     "manage-members",      members.postMemberRequirePasswordReset),
  row("POST",   "/v1/organizations/{org}/members/{account}/suspend",                "manage-members",       "same-origin", sensitive,     "manage-members",      members.postMemberSuspend),
  row("POST",   "/v1/organizations/{org}/members/{account}/restore",                "manage-members",       "same-origin", sensitive,     "manage-members",      members.postMemberRestore),
  row("POST",   "/v1/organizations/{org}/invitations",                              "manage-members",       "same-origin", invites,       "manage-members",      invitations.postInvitation),
  row("GET",    "/v1/organizations/{org}/invitations",                              "list-members",         "same-origin", "unthrottled", "none",                invitations.getInvitations),
  row("DELETE", "/v1/organizations/{org}/invitations/{id}",                         "manage-members",       "same-origin", changes,       "manage-members",      invitations.deleteInvitation),
  row("POST",   "/v1/invitations/look",                                             "anyone",               "same-origin", mailedLinks,   "none",                invitations.postInvitationLook),
  row("POST",   "/v1/invitations/accept",                                           "subscriber",           "same-origin", mailedLinks,   "fine:mailed-link",    invitations.postInvitationAccept),
  row("POST",   "/v1/organizations/{org}/workspaces",                               "manage-workspaces",    "same-origin", changes,       "fine:adds",           workspaces.postWorkspace),
  row("GET",    "/v1/organizations/{org}/workspaces",                               "see-organization",     "same-origin", "unthrottled", "none",                workspaces.getWorkspaces),
  row("PATCH",  "/v1/organizations/{org}/workspaces/{ws}",                          "manage-workspaces",    "same-origin", changes,       "fine:names",          workspaces.patchWorkspace),
  row("DELETE", "/v1/organizations/{org}/workspaces/{ws}",                          "manage-workspaces",    "same-origin", changes,       "change-policies",     workspaces.deleteWorkspace),
  row("GET",    "/v1/organizations/{org}/workspaces/{ws}/members",                  "list-members",         "same-origin", "unthrottled", "none",                workspaces.getWorkspaceMembers),
  row("PUT",    "/v1/organizations/{org}/workspaces/{ws}/members/{account}",        "manage-workspaces",    "same-origin", changes,       "manage-members",      workspaces.putWorkspaceMember),
  row("DELETE", "/v1/organizations/{org}/workspaces/{ws}/members/{account}",        "manage-workspaces",    "same-origin", changes,       "manage-members",      workspaces.deleteWorkspaceMember),
  row("GET",    "/v1/organizations/{org}/policies",                                 "see-policies",         "same-origin", "unthrottled", "none",                policies.getPolicies),
  row("PUT",    "/v1/organizations/{org}/policies",                                 "change-policies",      "same-origin", sensitive,     "change-policies",     policies.putPolicies),
  row("POST",   "/v1/organizations/{org}/policies/alert-copies/link",               "change-policies",      "same-origin", invites,       "change-policies",     alertCopies.postAlertCopiesLink),
  row("POST",   "/v1/alert-copies/look",                                            "anyone",               "same-origin", mailedLinks,   "none",                alertCopies.postAlertCopiesLook),
  row("POST",   "/v1/alert-copies/confirm",                                         "anyone",               "same-origin", mailedLinks,   "none",                alertCopies.postAlertCopiesConfirm),
  row("POST",   "/v1/organizations/{org}/policies/preview",                         "change-policies",      "same-origin", previews,      "fine:reads",          policies.postPoliciesPreview),
  row("GET",    "/v1/organizations/{org}/workspaces/{ws}/policies",                 "see-policies",         "same-origin", "unthrottled", "none",                policies.getWorkspacePolicies),
  row("PUT",    "/v1/organizations/{org}/workspaces/{ws}/policies",                 "change-policies",      "same-origin", sensitive,     "change-policies",     policies.putWorkspacePolicies),
  row("POST",   "/v1/organizations/{org}/workspaces/{ws}/policies/preview",         "change-policies",      "same-origin", previews,      "fine:reads",          policies.postWorkspacePoliciesPreview),
  row("GET",    "/v1/organizations/{org}/break-glass",                              "see-policies",         "same-origin", "unthrottled", "none",                policies.getBreakGlass),
  row("PUT",    "/v1/organizations/{org}/break-glass",                              "name-break-glass",     "same-origin", sensitive,     "change-policies",     policies.putBreakGlass),
  row("GET",    "/v1/organizations/{org}/events",                                   "read-log",             "same-origin", changes,       "none",                organizationLog.getOrganizationEvents),
  row("POST",   "/v1/organizations/{org}/events/search",                            "read-log",             "same-origin", searches,      "fine:reads",          organizationLog.postOrganizationEventSearch),
  row("GET",    "/v1/organizations/{org}/events/export",                            "export-log",           "same-origin", exports,       "export-events",       organizationLog.getOrganizationEventsExport),

  row("POST",   "/v1/organizations/{org}/domains",                                  "manage-sso",           "same-origin", sensitive,     "change-sso",          domains.postDomain),
  row("GET",    "/v1/organizations/{org}/domains",                                  "see-sso",              "same-origin", "unthrottled", "none",                domains.getDomains),
  row("DELETE", "/v1/organizations/{org}/domains/{id}",                             "manage-sso",           "same-origin", sensitive,     "change-sso",          domains.deleteDomain),
  row("POST",   "/v1/organizations/{org}/domains/{id}/verify",                      "manage-sso",           "same-origin", domainProofs,  "fine:proven-outside", domains.postDomainVerify),
  row("POST",   "/v1/organizations/{org}/connections",                              "manage-sso",           "same-origin", sensitive,     "change-sso",          connections.postConnection),
  row("GET",    "/v1/organizations/{org}/connections",                              "see-sso",              "same-origin", "unthrottled", "none",                connections.getConnections),
  row("GET",    "/v1/organizations/{org}/connections/{conn}",                       "see-sso",              "same-origin", "unthrottled", "none",                connections.getConnection),
  row("PATCH",  "/v1/organizations/{org}/connections/{conn}",                       "manage-sso",           "same-origin", sensitive,     "change-sso",          connections.patchConnectionRow),
  row("DELETE", "/v1/organizations/{org}/connections/{conn}",                       "manage-sso",           "same-origin", sensitive,     "change-sso",          connections.deleteConnection),
  row("DELETE", "/v1/organizations/{org}/connections/{conn}/pending",               "manage-sso",           "same-origin", sensitive,     "change-sso",          connections.deletePending),
  row("POST",   "/v1/organizations/{org}/connections/{conn}/activate",              "manage-sso",           "same-origin", sensitive,     "change-sso",          connections.postActivate),
  row("POST",   "/v1/organizations/{org}/connections/{conn}/disable",               "manage-sso",           "same-origin", sensitive,     "change-sso",          connections.postDisable),
  row("POST",   "/v1/organizations/{org}/connections/{conn}/tests",                 "manage-sso",           "same-origin", changes,       "fine:proven-outside", connectionUse.postConnectionTest),
  row("GET",    "/v1/organizations/{org}/connections/{conn}/tests/{id}",            "see-sso",              "same-origin", "unthrottled", "none",                connectionUse.getConnectionTest),
  row("POST",   "/v1/organizations/{org}/connections/{conn}/keys",                  "manage-sso",           "same-origin", sensitive,     "change-sso",          connectionKeys.postKey),
  row("GET",    "/v1/organizations/{org}/connections/{conn}/keys",                  "see-sso",              "same-origin", "unthrottled", "none",                connectionKeys.getKeys),
  row("PUT",    "/v1/organizations/{org}/connections/{conn}/role-rules",            "manage-sso",           "same-origin", sensitive,     "change-sso",          connectionUse.putRoleRules),
  row("POST",   "/v1/organizations/{org}/connections/{conn}/role-rules/preview",    "manage-sso",           "same-origin", previews,      "fine:reads",          connectionUse.postRoleRulesPreview),
  row("GET",    "/v1/organizations/{org}/connections/{conn}/traces",                "see-sso",              "same-origin", "unthrottled", "none",                connectionUse.getTraces),
  row("POST",   "/v1/organizations/{org}/setup-links",                              "manage-sso",           "same-origin", invites,       "change-sso",          setupLinks.postSetupLink),
  row("GET",    "/v1/organizations/{org}/setup-links",                              "see-sso",              "same-origin", "unthrottled", "none",                setupLinks.getSetupLinks),
  row("DELETE", "/v1/organizations/{org}/setup-links",                              "manage-sso",           "same-origin", sensitive,     "change-sso",          setupLinks.deleteSetupLinks),
  row("POST",   "/v1/set-up/open",                                                  "anyone",               "same-origin", mailedLinks,   "none",                setUp.postSetUpOpen),
  row("GET",    "/v1/set-up",                                                       "anyone",               "same-origin", setUps,        "none",                setUp.getSetUp),
  row("DELETE", "/v1/set-up",                                                       "anyone",               "same-origin", setUps,        "none",                setUp.deleteSetUp),
  row("POST",   "/v1/set-up/domains",                                               "anyone",               "same-origin", setUps,        "none",                setUp.postSetUpDomain),
  row("POST",   "/v1/set-up/domains/{id}/verify",                                   "anyone",               "same-origin", setUpProofs,   "none",                setUp.postSetUpDomainVerify),
  row("DELETE", "/v1/set-up/domains/{id}",                                          "anyone",               "same-origin", setUps,        "none",                setUp.deleteSetUpDomain),
  row("PUT",    "/v1/set-up/connection",                                            "anyone",               "same-origin", setUpProofs,   "none",                setUp.putSetUpConnection),
  row("POST",   "/v1/set-up/tests",                                                 "anyone",               "same-origin", setUps,        "none",                setUp.postSetUpTest),
  row("GET",    "/v1/set-up/tests/{id}",                                            "anyone",               "same-origin", setUps,        "none",                setUp.getSetUpTest),
  row("GET",    "/v1/account/identities",                                           "subscriber",           "same-origin", "unthrottled", "none",                identities.getIdentities),
  row("GET",    "/v1/organizations/{org}/members/{account}/identities",             "list-members",         "same-origin", "unthrottled", "none",                identities.getMemberIdentities),
  row("DELETE", "/v1/organizations/{org}/members/{account}/identities/{id}",        "manage-sso",           "same-origin", sensitive,     "change-sso",          identities.deleteIdentity),

  row("GET",    "/sso/{conn}/start",                                                "anyone",               "same-origin", ssoStarts,     "none",                ssoFlow.getStart),
  row("GET",    "/sso/{conn}/callback",                                             "anyone",               "same-origin", ssoAnswers,    "none",                ssoFlow.getCallback),
  row("POST",   "/sso/{conn}/acs",                                                  "anyone",               "cross-site-post", ssoAnswers, "none",               ssoSaml.postAcs),
  row("GET",    "/sso/{conn}/continue",                                             "anyone",               "same-origin", ssoAnswers,    "none",                ssoFlow.getContinue),
  row("GET",    "/sso/{conn}/metadata",                                             "anyone",               "same-origin", ssoStarts,     "none",                ssoSaml.getMetadata),
  row("GET",    "/sso/{conn}/initiate",                                             "anyone",               "same-origin", ssoStarts,     "none",                ssoFlow.getInitiate),
  row("POST",   "/sso/{conn}/initiate",                                             "anyone",               "cross-site-post", ssoStarts, "none",                ssoFlow.postInitiate),
  row("GET",    "/sso/{conn}/logout",                                               "anyone",               "same-origin", ssoAnswers,    "none",                ssoLogout.getLogout),
  row("POST",   "/sso/{conn}/logout",                                               "anyone",               "cross-site-post", ssoAnswers, "none",               ssoLogout.postLogout),
  row("POST",   "/sso/{conn}/backchannel-logout",                                   "anyone",               "machine",     ssoAnswers,    "none",                ssoOrders.postBackchannelLogout),
  row("POST",   "/sso/{conn}/global-token-revocation",                              "anyone",               "machine",     ssoAnswers,    "none",                ssoOrders.postGlobalTokenRevocation),

  row("GET",    "/v1/log",                                            "subscriber", "same-origin", "unthrottled", "none",                  log.getLog),
  row("GET",    "/v1/log/checkpoint",                                 "anyone",     "same-origin", checks,        "none",                  log.getCheckpoint),
  row("GET",    "/v1/log/key",                                        "anyone",     "same-origin", checks,        "none",                  log.getKey),
  row("GET",    "/v1/log/consistency",                                "anyone",     "same-origin", checks,        "none",                  log.getConsistency),
  row("GET",    "/v1/log/events",                                     "subscriber", "same-origin", changes,       "none",                  events.getLogEvents),
  row("GET",    "/v1/log/events/export",                              "subscriber", "same-origin", exports,       "export-events",         exporting.getLogEventsExport),
] as const;
