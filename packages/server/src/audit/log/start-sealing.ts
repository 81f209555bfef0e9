import { type Loop, repeat } from "../../repeat.ts";
import type { Services } from "../../services.ts";
import { publishCheckpoint } from "./witness/publish-checkpoint.ts";
import { keepOwnCheckpoint } from "./own-checkpoint.ts";
import { keepSealing } from "./seal-log.ts";

/** Seals what comes in while the server runs, and tells the witnesses. Who is slow to answer holds up neither the sealing nor another witness. */
export function startSealing(services: Services): Loop {
  const loops = [
    repeat(services, "log could not be sealed", async (ended) => {
      await keepSealing(services, ended);
      await keepOwnCheckpoint(services);
    }),
    ...services.config.witnesses.map((witness) =>
      repeat(services, "a witness could not be told", (ended) => publishCheckpoint(services, witness, ended)),
    ),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
