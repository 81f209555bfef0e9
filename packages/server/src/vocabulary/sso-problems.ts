import { z } from "zod";

/** Refusals about how an organization's people sign in; they are part of THE table, `problems.ts`. */
export const ssoProblems = {
  "would-strand": {
    status: 409,
    title: "Somebody would be left without a way in",
    meaning:
      "People have to sign in by what would be taken away. Nothing was changed. Lift the requirement first; the detail says where.",
  },
  "not-tested": {
    status: 409,
    title: "Not tested as it is now",
    meaning:
      "A connection goes into use only after a test has passed for exactly this configuration. Run a test, then try again.",
  },
  "logout-rejected": {
    status: 400,
    title: "That order to sign out was not accepted",
    meaning:
      "A logout token is signed by the connection's provider with a published key, is for this connection's client, is fresh, and counts once (OpenID Connect Back-Channel Logout 1.0, section 2.6). Nothing was changed. The detail says which part did not fit.",
  },
  "revocation-rejected": {
    status: 401,
    title: "That order to revoke was not accepted",
    meaning:
      "A global token revocation comes with a bearer token that the connection's provider has signed for exactly this address, not longer than five minutes ago. Nothing was changed. The detail says which part did not fit.",
  },
  "domain-not-proven": {
    status: 409,
    title: "The record was not found",
    meaning:
      "DNS does not have the record that proves the domain. The member `seen` lists the texts it has instead at that name: none where the record is not there yet, or where DNS did not answer, which the detail says. New records can take an hour to be seen everywhere.",
    members: { seen: z.array(z.string()) },
  },
} as const;
