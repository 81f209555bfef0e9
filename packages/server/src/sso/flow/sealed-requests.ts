import type { SealedPlace } from "../../reseal-rows.ts";

/** What is under way at providers, for some minutes. */
export const sealedRequests: readonly SealedPlace[] = [
  { table: "ssoRequests", id: "id", column: "sealedValues", words: ["sign-in under way", "sign-ins under way"] },
  { table: "ssoHandoffs", id: "id", column: "sealedOutcome", words: ["accepted answer", "accepted answers"] },
];
