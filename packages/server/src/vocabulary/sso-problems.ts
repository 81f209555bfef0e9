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
  "domain-not-proven": {
    status: 409,
    title: "The record was not found",
    meaning:
      "DNS does not have the record that proves the domain. The member `seen` lists the texts it has instead at that name: none where the record is not there yet, or where DNS did not answer, which the detail says. New records can take an hour to be seen everywhere.",
    members: { seen: z.array(z.string()) },
  },
} as const;
