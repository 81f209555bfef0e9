/** Writing routes whose events `invariants/events-of-keys.test.ts` watches; the others are watched by `invariants/events.test.ts`. */
export const recordedWithKeys: readonly string[] = [
  "POST /v1/attempts/{id}/passkey-options",
  "POST /v1/email-verifications/passkey-options",
  "POST /v1/account/authenticators/passkeys",
  "POST /v1/account/authenticators/passkeys/{id}/complete",
  "DELETE /v1/account/remembered-devices/{id}",
  "DELETE /v1/account/remembered-devices",
  "POST /v1/account/passkey-offer/decline",
  "DELETE /v1/account/password",
];

/** The same for `invariants/events-of-phones.test.ts`. */
export const recordedWithPhones: readonly string[] = [
  "POST /v1/account/authenticators/phones",
  "POST /v1/account/authenticators/phones/{id}/text-message",
  "POST /v1/account/authenticators/phones/{id}/complete",
  "POST /v1/attempts/{id}/text-message",
];

/** The same for `invariants/events-of-alerts.test.ts`. */
export const recordedWithAlerts: readonly string[] = [
  "POST /v1/account/alerts/read",
  "PUT /v1/account/alert-preferences",
  "POST /v1/not-me",
  "POST /v1/not-me/look",
];

/** The same for `invariants/events-of-policies.test.ts`. */
export const recordedWithPolicies: readonly string[] = [
  "PUT /v1/organizations/{org}/policies",
  "POST /v1/organizations/{org}/policies/preview",
  "PUT /v1/organizations/{org}/workspaces/{ws}/policies",
  "POST /v1/organizations/{org}/workspaces/{ws}/policies/preview",
  "PUT /v1/organizations/{org}/break-glass",
  "POST /v1/organizations/{org}/policies/alert-copies/link",
  "POST /v1/alert-copies/look",
  "POST /v1/alert-copies/confirm",
];

/** The same for `invariants/events-of-organizations.test.ts`. */
export const recordedWithOrganizations: readonly string[] = [
  "POST /v1/organizations",
  "PATCH /v1/organizations/{org}",
  "PUT /v1/organizations/{org}/plan",
  "POST /v1/organizations/{org}/transfer-ownership",
  "POST /v1/organizations/{org}/members/search",
  "POST /v1/organizations/{org}/events/search",
  "PATCH /v1/organizations/{org}/members/{account}",
  "DELETE /v1/organizations/{org}/members/{account}",
  "POST /v1/organizations/{org}/members/{account}/end-sessions",
  "POST /v1/organizations/{org}/members/{account}/require-password-reset",
  "POST /v1/organizations/{org}/members/{account}/suspend",
  "POST /v1/organizations/{org}/members/{account}/restore",
  "POST /v1/organizations/{org}/invitations",
  "DELETE /v1/organizations/{org}/invitations/{id}",
  "POST /v1/invitations/look",
  "POST /v1/invitations/accept",
  "POST /v1/organizations/{org}/workspaces",
  "PATCH /v1/organizations/{org}/workspaces/{ws}",
  "DELETE /v1/organizations/{org}/workspaces/{ws}",
  "PUT /v1/organizations/{org}/workspaces/{ws}/members/{account}",
  "DELETE /v1/organizations/{org}/workspaces/{ws}/members/{account}",
];

/** The same for `invariants/events-of-sso.test.ts`. */
export const recordedWithSso: readonly string[] = [
  "POST /v1/organizations/{org}/domains",
  "DELETE /v1/organizations/{org}/domains/{id}",
  "POST /v1/organizations/{org}/domains/{id}/verify",
];

/** The same for `invariants/events-of-connections.test.ts`. */
export const recordedWithConnections: readonly string[] = [
  "POST /v1/session/provider-sign-out",
  "POST /v1/organizations/{org}/connections",
  "PATCH /v1/organizations/{org}/connections/{conn}",
  "DELETE /v1/organizations/{org}/connections/{conn}",
  "DELETE /v1/organizations/{org}/connections/{conn}/pending",
  "POST /v1/organizations/{org}/connections/{conn}/activate",
  "POST /v1/organizations/{org}/connections/{conn}/disable",
  "POST /v1/organizations/{org}/connections/{conn}/tests",
  "POST /v1/organizations/{org}/connections/{conn}/keys",
  "PUT /v1/organizations/{org}/connections/{conn}/role-rules",
  "POST /v1/organizations/{org}/connections/{conn}/role-rules/preview",
  "POST /v1/organizations/{org}/setup-links",
  "DELETE /v1/organizations/{org}/setup-links",
  "POST /v1/set-up/open",
  "DELETE /v1/set-up",
  "POST /v1/set-up/domains",
  "POST /v1/set-up/domains/{id}/verify",
  "DELETE /v1/set-up/domains/{id}",
  "PUT /v1/set-up/connection",
  "POST /v1/set-up/tests",
  "DELETE /v1/organizations/{org}/members/{account}/identities/{id}",
  "POST /sso/{conn}/acs",
  "POST /sso/{conn}/initiate",
  "POST /sso/{conn}/logout",
  "POST /sso/{conn}/backchannel-logout",
  "POST /sso/{conn}/global-token-revocation",
];
