import type { SealedPlace } from "../reseal-rows.ts";

/** What messages say, until they are sent. */
export const sealedMessages: SealedPlace = {
  ...{ words: ["message", "messages"], table: "outbox", id: "id", column: "sealedContent" },
};
