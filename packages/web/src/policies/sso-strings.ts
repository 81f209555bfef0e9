export const ssoPolicyText = {
  title: "Single sign-on",
  lead: "Whether people may still sign in with their own password or passkey.",
  setUp: "Set up single sign-on",
  manage: "Open single sign-on",
  noConnection: "No connection is set up.",
  connectionsFailed: "We couldn't load the connections",
  domains: "Domains",
  noDomains: "None is verified",
  who: "Who must use it",
  modes: {
    none: "Nobody, it is one way in",
    "verified-domains": "People at your verified domains",
    everyone: "Everyone in the organization",
  },
  hints: {
    none: "Everyone can also use their own password or passkey.",
    "verified-domains":
      "Their own passwords and passkeys don't sign in any more. Own second factors still confirm changes.",
    everyone:
      "No member's own password or passkey signs in here, whatever their address. Own second factors still confirm changes.",
  },
  nobodyOut: "Nobody is signed out by this.",
  out: {
    one: "{n} person is signed out, and comes back by the provider.",
    other: "{n} people are signed out, and come back by the provider.",
  },
  strangers: {
    one: "{n} of them hasn't signed in through it yet.",
    other: "{n} of them haven't signed in through it yet.",
  },
  captured: {
    one: "{n} member must sign in through the provider.",
    other: "{n} members must sign in through the provider.",
  },
  pairBelow: "Choose them below, under Break-glass: they are saved together with this, and first.",
  never: "If the provider breaks, only the two break-glass owners get in.",
  opens: "Passwords and passkeys sign in again at once.",
};
