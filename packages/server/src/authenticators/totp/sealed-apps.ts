import type { SealedPlace } from "../../reseal-rows.ts";

/** Secrets of apps, bound and being bound; those of removed ones are erased. */
export const sealedApps: SealedPlace = {
  ...{
    words: ["authenticator app", "authenticator apps"],
    table: "totpAuthenticators",
    id: "id",
    column: "sealedSecret",
  },
};
