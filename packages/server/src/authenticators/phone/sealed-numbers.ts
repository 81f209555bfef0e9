import type { SealedPlace } from "../../reseal-rows.ts";
import { numberKeys } from "./phone-number.ts";

/** Numbers of phones, and what they are compared by. */
export const sealedNumbers: SealedPlace = {
  ...{ words: ["phone number", "phone numbers"], table: "phones", id: "id", column: "sealedNumber" },
  derive: (world, secret) => ({ numberKey: numberKeys(world, Buffer.from(secret).toString())[0] }),
};
