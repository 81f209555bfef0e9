import type { SealedPlace } from "../../reseal-rows.ts";

/** Secrets of apps, bound or not: what is unbound keeps its row. */
export const sealedApps: SealedPlace = {
  ...{
    words: ["authenticator app", "authenticator apps"],
    table: "totpAuthenticators",
    id: "id",
    column: "sealedSecret",
  },
};
