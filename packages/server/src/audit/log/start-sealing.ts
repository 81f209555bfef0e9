import { type Loop, repeat } from "../../repeat.ts";
import type { Services } from "../../services.ts";
import { publishCheckpoint } from "./witness/publish-checkpoint.ts";
import { keepSealing } from "./seal-log.ts";

/** Seals what comes in while the server runs, and tells the witnesses. A witness that is slow to answer holds up no sealing: each goes its own pace. */
export function startSealing(services: Services): Loop {
  const loops = [
    repeat(services, "log could not be sealed", (ended) => keepSealing(services, ended)),
    repeat(services, "witnesses could not be told", () => publishCheckpoint(services)),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
