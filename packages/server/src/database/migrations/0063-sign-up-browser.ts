import type { Migration } from "../migration.ts";

/** Which browser signed up: the link of the mail, opened there, signs in as well. */
export const signUpBrowser: Migration = {
  name: "0063-sign-up-browser",
  statements: ({ blob }) => [`alter table sign_ups add column browser_hash ${blob}`],
};
