/** What state a connection is in, wherever it is shown. */
export const stateText = {
  kind: { oidc: "OpenID Connect", saml: "SAML 2.0" },
  status: { draft: "Draft", tested: "Tested", active: "On", disabled: "Off" },
  active: {
    none: "On, optional",
    "verified-domains": "On, required at your domains",
    everyone: "On, required for everyone",
  },
  test: "Test",
  testing: "Going there",
  edit: "Edit",
  lastSignIn: "Last sign-in",
  never: "Never",
  waiting: "Change waiting",
  certificate: "Certificate",
  ends: (day: string, ahead: string) => `Ends ${day}, ${ahead}`,
  ended: (day: string) => `Ended ${day}. Sign-ins go on with it.`,
};
