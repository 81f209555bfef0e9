import type { SealedPlace } from "../../reseal-rows.ts";

/** The private keys the log's checkpoints are signed with. */
export const sealedLogKeys: SealedPlace = {
  ...{ words: ["key of the log", "keys of the log"], table: "logKeys", id: "origin", column: "sealedPrivateKey" },
};
