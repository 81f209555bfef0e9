import { createHash } from "node:crypto";

const accountPrefix = "acct_01kamgh2v7e8qzbcn4t";

/** The id of the account with that number: the form the server gives, and known to whoever checks an answer. */
export const accountId = (number) => accountPrefix + String(number).padStart(8, "0");

/** Ids of the organizations and workspaces of those who belong to some. */
export const organizationId = (number) => `org_01kamgh2v7e8qzbcn4t${String(number).padStart(7, "0")}`;
export const workspaceId = (number) => `wksp_01kamgh2v7e8qzbcn4t${String(number).padStart(7, "0")}`;

export const emailOf = (number) => `person-${number}@example.com`;

/** The one password of all seeded accounts: they share its hash, which is verified anew at every sign-in. */
export const password = "Correct-horse-7-battery";

/** A session token of the server's form (43 characters), the same for the same number in every file. */
export const tokenOf = (number) => createHash("sha256").update(`bench session ${number}`).digest("base64url");

export const sha256 = (text) => createHash("sha256").update(text).digest();
