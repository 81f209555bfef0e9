import { sql } from "kysely";

/** An authenticator stands bound: its binding was completed, and it was not unbound since. Also for those who read tables of several slices. */
export const isBound = sql<boolean>`(bound_at is not null and unbound_at is null)`;
